import { defineArchitecture } from "../layers/define-architecture.ts";
import { findUntrainedNorms } from "../layers/find-untrained-norms.ts";
import { mobileNetV2Convs } from "./blocks.ts";
import { type MobileNetV2Config, mobileNetV2Config } from "./config.ts";
import { huggingFaceDialect, torchvisionDialect } from "./dialects.ts";
import { mobileNetV2Graph, mobileNetV2Tensors } from "./graph.ts";

/** MobileNetV2, between torchvision's names and transformers'. */
export const mobileNetV2 = defineArchitecture<MobileNetV2Config>({
  name: "mobilenet-v2",
  title: "MobileNetV2",
  config: mobileNetV2Config,
  presets: {
    "mobilenet-v2": {
      image_size: 224,
      num_channels: 3,
      depth_multiplier: 1,
      depth_divisible_by: 8,
      min_depth: 8,
      expand_ratio: 6,
      output_stride: 32,
      first_layer_is_expansion: true,
      finegrained_output: true,
      hidden_act: "relu6",
      tf_padding: false,
      layer_norm_eps: 1e-5,
      num_labels: 1000,
      batch_norm: "kept",
    },
  },
  dialects: [torchvisionDialect, huggingFaceDialect],
  tensors: mobileNetV2Tensors,
  build: mobileNetV2Graph,
  head: "classifier",
  batchNorms: mobileNetV2Convs,
  findUntrained: (config, tensors, options) => findUntrainedNorms(mobileNetV2Convs(config), tensors, options),
});
