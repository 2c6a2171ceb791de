import type { TensorRef } from "@tiny-cats/checkpoint";
import type { Dialect, FileFacts, KeyPair } from "../dialect.ts";
import { renameParts } from "../layers/rename-parts.ts";
import { sameNames } from "../layers/same-names.ts";
import { mobileNetV3Layers } from "./blocks.ts";
import type { MobileNetV3Config } from "./config.ts";
import { mobileNetV3Tensors } from "./graph.ts";

const MARKS = [
  "features.0.0.weight",
  "features.1.block.0.0.weight",
  "features.11.block.3.0.weight",
  "classifier.0.weight",
];

function reading(head: string, batch_norm_eps: number) {
  return (state: ReadonlyMap<string, TensorRef>, file: FileFacts) => ({
    config: { batch_norm_eps, ...file.config, num_labels: state.get(head)!.shape[0] },
  });
}

/** torchvision's mobilenet_v3_small. */
export const torchvisionDialect: Dialect<MobileNetV3Config> = {
  name: "torchvision",
  title: "torchvision MobileNetV3-small",
  marks: [...MARKS, "classifier.3.weight"],
  read: reading("classifier.3.weight", 0.001),
  keys: (config) => sameNames(mobileNetV3Tensors(config)),
};

/** The seed's classifier: torchvision's with one dropout more, whose last layer is classifier.3.1 thereby. */
export const seedClassifierDialect: Dialect<MobileNetV3Config> = {
  name: "seed-classifier",
  title: "tiny-cats-model classifier",
  marks: [...MARKS, "classifier.3.1.weight"],
  read: reading("classifier.3.1.weight", 0.001),
  keys: (config) => renameParts(mobileNetV3Tensors(config), new Map([["classifier.3", "classifier.3.1"]])),
  wrap: (tensors) => ({ model_state_dict: tensors }),
};

/** timm's mobilenetv3_small_100, whose layer after pooling is a convolution. */
export const timmDialect: Dialect<MobileNetV3Config> = {
  name: "timm",
  title: "timm mobilenetv3_small_100",
  marks: ["conv_stem.weight", "bn1.weight", "blocks.0.0.conv_dw.weight", "blocks.5.0.conv.weight", "conv_head.weight"],
  read: reading("classifier.weight", 1e-5),
  keys(config) {
    const modules = new Map<string, string>([
      ["features.0.0", "conv_stem"],
      ["features.0.1", "bn1"],
      ["features.12.0", "blocks.5.0.conv"],
      ["features.12.1", "blocks.5.0.bn1"],
      ["classifier.0", "conv_head"],
      ["classifier.3", "classifier"],
    ]);
    mobileNetV3Layers(config).blocks.forEach(({ expand, filter, squeeze, reduce }, i) => {
      const to = `blocks.${STAGES[i]}`;
      const parts = expand
        ? ([
            [expand, "conv_pw", "bn1"],
            [filter, "conv_dw", "bn2"],
            [reduce, "conv_pwl", "bn3"],
          ] as const)
        : ([
            [filter, "conv_dw", "bn1"],
            [reduce, "conv_pw", "bn2"],
          ] as const);
      for (const [{ conv, norm }, convName, normName] of parts) {
        modules.set(conv, `${to}.${convName}`);
        modules.set(norm, `${to}.${normName}`);
      }
      if (squeeze) {
        modules.set(`${squeeze.name}.fc1`, `${to}.se.conv_reduce`);
        modules.set(`${squeeze.name}.fc2`, `${to}.se.conv_expand`);
      }
    });
    return renameParts(mobileNetV3Tensors(config), modules).map(
      (pair): KeyPair => (pair.name === "conv_head.weight" ? { ...pair, shape: [1024, 576, 1, 1] } : pair),
    );
  },
};

/** Where timm keeps each block: stage and place. */
const STAGES = ["0.0", "1.0", "1.1", "2.0", "2.1", "2.2", "3.0", "3.1", "4.0", "4.1", "4.2"];
