import type { Dialect } from "../dialect.ts";
import { defineArchitecture } from "../layers/define-architecture.ts";
import { findUntrainedNorms } from "../layers/find-untrained-norms.ts";
import { sameNames } from "../layers/same-names.ts";
import { INCEPTION_CONVS } from "./blocks.ts";
import { type InceptionV3Config, inceptionV3Config } from "./config.ts";
import { inceptionV3Graph, inceptionV3Tensors, LABELS } from "./graph.ts";

/** pytorch-fid's pt_inception; torchvision's network has the same names and another number of labels, and pools otherwise. */
const pytorchFidDialect: Dialect<InceptionV3Config> = {
  name: "pytorch-fid",
  title: "pytorch-fid InceptionV3",
  marks: [
    "Conv2d_1a_3x3.conv.weight",
    "Mixed_5b.branch1x1.conv.weight",
    "Mixed_7c.branch_pool.conv.weight",
    "fc.weight",
  ],
  read(state, { config }) {
    return state.get("fc.weight")!.shape[0] === LABELS ? { config: { ...config } } : undefined;
  },
  keys: (config) => sameNames(inceptionV3Tensors(config)),
};

/** InceptionV3 as Frechet distances use it. */
export const inceptionV3 = defineArchitecture<InceptionV3Config>({
  name: "inception-v3",
  title: "InceptionV3",
  config: inceptionV3Config,
  presets: { "inception-v3": { image_size: 299, batch_norm: "kept" } },
  dialects: [pytorchFidDialect],
  tensors: inceptionV3Tensors,
  build: inceptionV3Graph,
  batchNorms: () => INCEPTION_CONVS,
  findUntrained: (_config, tensors, options) => findUntrainedNorms(INCEPTION_CONVS, tensors, options),
});
