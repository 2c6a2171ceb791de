import type { TensorRef } from "@tiny-cats/checkpoint";
import type { Dialect, FileFacts, Reading } from "../dialect.ts";
import { configNeeded } from "../errors.ts";
import { renameParts } from "../layers/rename-parts.ts";
import { sameNames } from "../layers/same-names.ts";
import type { MobileNetV2Config } from "./config.ts";
import { mobileNetV2Tensors } from "./graph.ts";

type State = ReadonlyMap<string, TensorRef>;

/** transformers' MobileNetV2ForImageClassification. Padding and epsilon are in its config.json alone. */
export const huggingFaceDialect: Dialect<MobileNetV2Config> = {
  name: "huggingface",
  title: "transformers MobileNetV2ForImageClassification",
  marks: [
    "mobilenet_v2.conv_stem.first_conv.convolution.weight",
    "mobilenet_v2.layer.15.reduce_1x1.convolution.weight",
    "mobilenet_v2.conv_1x1.convolution.weight",
    "classifier.weight",
  ],
  read(state, file) {
    if (!file.config) throw configNeeded(["depth_multiplier", "tf_padding", "layer_norm_eps"], "MobileNetV2");
    return reading(state, file, "classifier.weight", {});
  },
  keys: (config) => sameNames(mobileNetV2Tensors(config)),
};

/** torchvision's mobilenet_v2. */
export const torchvisionDialect: Dialect<MobileNetV2Config> = {
  name: "torchvision",
  title: "torchvision MobileNetV2",
  marks: [
    "features.0.0.weight",
    "features.1.conv.0.0.weight",
    "features.17.conv.2.weight",
    "features.18.0.weight",
    "classifier.1.weight",
  ],
  read: (state, file) =>
    reading(state, file, "classifier.1.weight", {
      tf_padding: false,
      layer_norm_eps: 1e-5,
      // torchvision does not narrow its last layer.
      finegrained_output: true,
      depth_multiplier: state.get("features.17.conv.2.weight")!.shape[0] / 320,
    }),
  keys(config) {
    const modules = new Map<string, string>([["classifier", "classifier.1"]]);
    const pair = (module: string, conv: string, norm: string) => {
      modules.set(`mobilenet_v2.${module}.convolution`, conv);
      modules.set(`mobilenet_v2.${module}.normalization`, norm);
    };
    pair("conv_stem.first_conv", "features.0.0", "features.0.1");
    pair("conv_stem.conv_3x3", "features.1.conv.0.0", "features.1.conv.0.1");
    pair("conv_stem.reduce_1x1", "features.1.conv.1", "features.1.conv.2");
    for (let i = 0; i < 16; i++) {
      const to = `features.${i + 2}.conv`;
      pair(`layer.${i}.expand_1x1`, `${to}.0.0`, `${to}.0.1`);
      pair(`layer.${i}.conv_3x3`, `${to}.1.0`, `${to}.1.1`);
      pair(`layer.${i}.reduce_1x1`, `${to}.2`, `${to}.3`);
    }
    pair("conv_1x1", "features.18.0", "features.18.1");
    return renameParts(mobileNetV2Tensors(config), modules);
  },
};

function reading(state: State, file: FileFacts, head: string, assumed: Partial<MobileNetV2Config>): Reading {
  return { config: { ...assumed, ...file.config, num_labels: state.get(head)!.shape[0] } };
}
