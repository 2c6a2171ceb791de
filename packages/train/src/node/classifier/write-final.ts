import { join } from "node:path";
import { type Architecture, modelConfig, preprocessorConfig, type Weights } from "@tiny-cats/architectures";
import { writeSafetensors } from "@tiny-cats/checkpoint/node";
import { placeFolder, writeFileAtomic } from "@tiny-cats/files";
import type { Preprocessing } from "@tiny-cats/schema";

/** A trained classifier and what is known of it. */
export interface FinalClassifier {
  readonly architecture: Architecture;
  readonly config: Readonly<Record<string, unknown>>;
  readonly weights: Weights;
  readonly labels: readonly string[];
  readonly preprocessing: Preprocessing;
  /** What `training.json` says. */
  readonly facts: object;
}

/**
 * Writes a folder that `openModel` reads, whole or not at all: `model.safetensors`, `config.json` with the labels, `preprocessor_config.json`, and
 * `training.json` with what the weights are of. One that is there gives way.
 *
 * Throws what `@tiny-cats/files` throws.
 */
export async function writeFinal(folder: string, model: FinalClassifier): Promise<void> {
  const { architecture, config, weights, labels, preprocessing, facts } = model;
  const json = async (path: string, value: unknown) => writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`);
  await placeFolder(
    folder,
    async (staging) => {
      // Counters of steps, which nothing needs, are the only other type.
      const tensors = [...weights].flatMap(([name, { dtype, shape, bytes }]) =>
        dtype === "float32" ? [[name, { dtype: "f32", shape, data: bytes as Uint8Array<ArrayBuffer> }] as const] : [],
      );
      await writeSafetensors(join(staging, "model.safetensors"), tensors, { metadata: { format: "pt" } });
      const label2id = Object.fromEntries(labels.map((label, id) => [label, id]));
      await json(join(staging, "config.json"), modelConfig(architecture, config, { labels, told: { label2id } }));
      await json(join(staging, "preprocessor_config.json"), preprocessorConfig(preprocessing));
      await json(join(staging, "training.json"), facts);
    },
    { mayReplace: async () => true },
  );
}
