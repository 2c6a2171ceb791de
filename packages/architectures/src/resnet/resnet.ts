import { defineArchitecture } from "../layers/define-architecture.ts";
import { findUntrainedNorms } from "../layers/find-untrained-norms.ts";
import { resNetConvs } from "./blocks.ts";
import { type ResNetConfig, resNetConfig } from "./config.ts";
import { huggingFaceDialect, seedClassifierDialect, torchvisionDialect } from "./dialects.ts";
import { resNetGraph, resNetTensors } from "./graph.ts";

const common = {
  image_size: 224,
  embedding_size: 64,
  hidden_act: "relu",
  downsample_in_first_stage: false,
  downsample_in_bottleneck: false,
  num_channels: 3,
  num_labels: 1000,
  batch_norm_eps: 1e-5,
  batch_norm: "kept",
} as const;

/** ResNet 18, 34, 50 and others of that plan, between torchvision's names and transformers'. */
export const resNet = defineArchitecture<ResNetConfig>({
  name: "resnet",
  title: "ResNet",
  config: resNetConfig,
  presets: {
    resnet18: { ...common, hidden_sizes: [64, 128, 256, 512], depths: [2, 2, 2, 2], layer_type: "basic" },
    resnet34: { ...common, hidden_sizes: [64, 128, 256, 512], depths: [3, 4, 6, 3], layer_type: "basic" },
    resnet50: { ...common, hidden_sizes: [256, 512, 1024, 2048], depths: [3, 4, 6, 3], layer_type: "bottleneck" },
  },
  dialects: [seedClassifierDialect, torchvisionDialect, huggingFaceDialect],
  tensors: resNetTensors,
  build: resNetGraph,
  head: "classifier.1",
  batchNorms: resNetConvs,
  findUntrained: (config, tensors, options) => findUntrainedNorms(resNetConvs(config), tensors, options),
});
