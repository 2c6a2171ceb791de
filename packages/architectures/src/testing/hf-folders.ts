import { canonicalTensors } from "../canonical-tensors.ts";
import { detect } from "../detect.ts";
import type { Gpt2Config } from "../gpt2/config.ts";
import { type HfFile, type HfFolder, NANECHO_EXTRAS_FILE } from "../hf-folder/hf-folder.ts";
import { readHfFolder } from "../hf-folder/read-hf-folder.ts";
import { trainingMetadata } from "../hf-folder/training-metadata.ts";
import type { NanEchoConfig } from "../nanecho/config.ts";
import { splitNanEcho } from "../nanecho/split-nanecho.ts";
import { openGolden } from "./golden.ts";
import { inMemorySources } from "./named-sources.ts";

/** A golden file with what is in it. */
export async function openGpt2(file: string, config?: Record<string, unknown>) {
  const checkpoint = await openGolden(file);
  const found = detect(checkpoint, config ? { config } : {});
  const training = await trainingMetadata(checkpoint.value);
  return { checkpoint, found, training, config: found.config as Gpt2Config, tensors: await canonicalTensors(found) };
}

/** The same of a NanEcho, split. */
export async function openNanEcho(file: string) {
  const opened = await openGpt2(file);
  const config = opened.found.config as NanEchoConfig;
  return { ...opened, config, split: await splitNanEcho(config, opened.tensors) };
}

/** A file that is text. */
export const text = (folder: HfFolder, name: string) => folder.files.get(name) as string;
/** A file that is JSON. */
export const parsed = (folder: HfFolder, name: string) => JSON.parse(text(folder, name));

/** A file of tensors, opened. */
export function safetensors(file: HfFile | undefined) {
  if (typeof file !== "object" || !("tensors" in file)) throw new Error("no tensors");
  return inMemorySources(file.tensors, { ...file.metadata });
}

/** A folder as if it had been written and read. */
export async function readBack(folder: HfFolder) {
  const extras = folder.files.has(NANECHO_EXTRAS_FILE)
    ? { extras: await safetensors(folder.files.get(NANECHO_EXTRAS_FILE)) }
    : {};
  const weights = await safetensors(folder.files.get("model.safetensors"));
  return readHfFolder({ config: parsed(folder, "config.json"), weights, ...extras });
}
