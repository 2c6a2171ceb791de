import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { mobileNetV3, resNet } from "@tiny-cats/architectures";
import { encodePyTorch, encodeSafetensors, type TensorData } from "@tiny-cats/checkpoint";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { filled } from "../../../architectures/src/testing/filled.ts";

/** A ResNet that is small, of 64 pixels. */
const SMALL_RESNET = {
  ...resNet.presets.resnet18,
  image_size: 64,
  embedding_size: 8,
  hidden_sizes: [8, 8, 8, 16],
  depths: [1, 1, 1, 1],
};

/** Writes a classifier as the seed's trainer does. */
export async function classifierPt(path: string, labels = 13): Promise<string> {
  const config = { ...SMALL_RESNET, num_labels: labels };
  writeFileSync(
    path,
    await joined(encodePyTorch({ model_state_dict: toDict(filled(resNet, config, "seed-classifier")) }, { crc32 })),
  );
  return path;
}

/** Writes a MobileNetV3-small as the seed's trainer does. */
export async function mobilePt(path: string): Promise<string> {
  const config = { ...mobileNetV3.presets["mobilenet-v3-small"], image_size: 64, num_labels: 13 };
  writeFileSync(
    path,
    await joined(
      encodePyTorch({ model_state_dict: toDict(filled(mobileNetV3, config, "seed-classifier")) }, { crc32 }),
    ),
  );
  return path;
}

/** Writes a classifier as transformers does, with these further fields in config.json. */
export async function classifierFolder(folder: string, labels: number, more: object = {}): Promise<string> {
  const config = { ...SMALL_RESNET, num_labels: labels };
  const { chunks } = encodeSafetensors(filled(resNet, config, "huggingface"), { metadata: { format: "pt" } });
  writeFileSync(join(folder, "model.safetensors"), await joined(chunks));
  writeFileSync(join(folder, "config.json"), JSON.stringify({ model_type: "resnet", ...config, ...more }));
  return folder;
}

/** A checkpoint of the golden vectors: "tinydit-seed-trainer.pt" has two weights, "nanogpt.pt" and "nanecho-cache.pt" are language models. */
export function golden(name: string): string {
  return vectorPath(`architectures/${name}`);
}

/** A file with an optimizer's state alone. */
export async function optimizerPt(path: string): Promise<string> {
  writeFileSync(
    path,
    await joined(encodePyTorch({ optimizer_state_dict: { state: {}, param_groups: [] }, step: 3 }, { crc32 })),
  );
  return path;
}

function toDict(tensors: ReadonlyMap<string, TensorData>) {
  return new Map(tensors);
}

async function joined(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
