import type { TensorRef } from "@tiny-cats/checkpoint";
import type { Dialect, FileFacts, KeyPair, Reading } from "../dialect.ts";
import { countLayers } from "../layers/count-layers.ts";
import { renameParts } from "../layers/rename-parts.ts";
import { sameNames } from "../layers/same-names.ts";
import type { ResNetConfig } from "./config.ts";
import { resNetTensors } from "./graph.ts";

type State = ReadonlyMap<string, TensorRef>;

/** transformers' ResNetForImageClassification. */
export const huggingFaceDialect: Dialect<ResNetConfig> = {
  name: "huggingface",
  title: "transformers ResNetForImageClassification",
  marks: [
    "resnet.embedder.embedder.convolution.weight",
    "resnet.encoder.stages.0.layers.0.layer.0.convolution.weight",
    "resnet.encoder.stages.3.layers.0.layer.0.convolution.weight",
    "classifier.1.weight",
  ],
  read: (state, file) =>
    reading(state, file, {
      stem: "resnet.embedder.embedder.convolution.weight",
      head: "classifier.1.weight",
      block: (stage, layer) => `resnet.encoder.stages.${stage}.layers.${layer}`,
      conv: (index) => `layer.${index}.convolution.weight`,
    }),
  keys: (config) => sameNames(resNetTensors(config)),
};

/** torchvision's resnet18, resnet34 and resnet50. */
export const torchvisionDialect: Dialect<ResNetConfig> = {
  name: "torchvision",
  title: "torchvision ResNet",
  marks: ["conv1.weight", "bn1.weight", "layer1.0.conv1.weight", "layer4.0.conv1.weight", "fc.weight"],
  read: (state, file) => reading(state, file, torchvisionNames("fc.weight")),
  keys: (config) => torchvisionKeys(config, "fc"),
};

/** The seed's classifier: torchvision's ResNet with dropout before its last layer, which is fc.1 thereby. */
export const seedClassifierDialect: Dialect<ResNetConfig> = {
  name: "seed-classifier",
  title: "tiny-cats-model classifier",
  marks: ["conv1.weight", "bn1.weight", "layer1.0.conv1.weight", "layer4.0.conv1.weight", "fc.1.weight"],
  read: (state, file) => reading(state, file, torchvisionNames("fc.1.weight")),
  keys: (config) => torchvisionKeys(config, "fc.1"),
  wrap: (tensors) => ({ model_state_dict: tensors }),
};

interface Names {
  readonly stem: string;
  readonly head: string;
  block(stage: number, layer: number): string;
  conv(index: number): string;
}

const torchvisionNames = (head: string): Names => ({
  stem: "conv1.weight",
  head,
  block: (stage, layer) => `layer${stage + 1}.${layer}`,
  conv: (index) => `conv${index + 1}.weight`,
});

function reading(state: State, file: FileFacts, { stem, head, block, conv }: Names): Reading {
  const stages = [0, 1, 2, 3];
  const [num_labels] = state.get(head)!.shape;
  const isBottleneck = state.has(`${block(0, 0)}.${conv(2)}`);
  const config = {
    embedding_size: state.get(stem)!.shape[0],
    hidden_sizes: stages.map((stage) => state.get(`${block(stage, 0)}.${conv(isBottleneck ? 2 : 1)}`)?.shape[0]),
    depths: stages.map((stage) => countLayers(state, (layer) => `${block(stage, layer)}.${conv(0)}`)),
    layer_type: isBottleneck ? "bottleneck" : "basic",
    ...file.config,
    num_labels,
  };
  return { config };
}

function torchvisionKeys(config: ResNetConfig, head: string): KeyPair[] {
  const modules = new Map<string, string>([
    ["resnet.embedder.embedder.convolution", "conv1"],
    ["resnet.embedder.embedder.normalization", "bn1"],
    ["classifier.1", head],
  ]);
  config.depths.forEach((depth, stage) => {
    for (let layer = 0; layer < depth; layer++) {
      const from = `resnet.encoder.stages.${stage}.layers.${layer}`;
      const to = `layer${stage + 1}.${layer}`;
      modules.set(`${from}.shortcut.convolution`, `${to}.downsample.0`);
      modules.set(`${from}.shortcut.normalization`, `${to}.downsample.1`);
      for (let i = 0; i < 3; i++) {
        modules.set(`${from}.layer.${i}.convolution`, `${to}.conv${i + 1}`);
        modules.set(`${from}.layer.${i}.normalization`, `${to}.bn${i + 1}`);
      }
    }
  });
  return renameParts(resNetTensors(config), modules);
}
