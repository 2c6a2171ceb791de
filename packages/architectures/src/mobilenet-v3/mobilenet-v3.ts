import { defineArchitecture } from "../layers/define-architecture.ts";
import { findUntrainedNorms } from "../layers/find-untrained-norms.ts";
import { mobileNetV3Convs } from "./blocks.ts";
import { type MobileNetV3Config, mobileNetV3Config } from "./config.ts";
import { seedClassifierDialect, timmDialect, torchvisionDialect } from "./dialects.ts";
import { mobileNetV3Graph, mobileNetV3Tensors } from "./graph.ts";

/** MobileNetV3-small, between torchvision's names and timm's; transformers has no model of its own for it. */
export const mobileNetV3 = defineArchitecture<MobileNetV3Config>({
  name: "mobilenet-v3-small",
  title: "MobileNetV3-small",
  config: mobileNetV3Config,
  presets: {
    "mobilenet-v3-small": { image_size: 224, batch_norm_eps: 0.001, num_labels: 1000, batch_norm: "kept" },
  },
  dialects: [seedClassifierDialect, torchvisionDialect, timmDialect],
  tensors: mobileNetV3Tensors,
  build: mobileNetV3Graph,
  head: "classifier.3",
  batchNorms: mobileNetV3Convs,
  findUntrained: (config, tensors, options) => findUntrainedNorms(mobileNetV3Convs(config), tensors, options),
});
