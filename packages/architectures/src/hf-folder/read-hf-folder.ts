import type { Checkpoint } from "@tiny-cats/checkpoint";
import { canonicalTensors } from "../canonical-tensors.ts";
import { configInMetadata } from "../config-in-metadata.ts";
import { detect } from "../detect.ts";
import { configNeeded } from "../errors.ts";
import type { Gpt2Config } from "../gpt2/config.ts";
import { gpt2 } from "../gpt2/gpt2.ts";
import { isAllZero } from "../is-all-zero.ts";
import type { NanEchoConfig } from "../nanecho/config.ts";
import { joinNanEcho } from "../nanecho/join-nanecho.ts";
import { nanEcho } from "../nanecho/nanecho.ts";
import { parseConfig } from "../parse-config.ts";
import type { NamedSources } from "../weights.ts";

/** The open files of a model folder. */
export interface HfFolderFiles {
  /** config.json, parsed. */
  readonly config: Readonly<Record<string, unknown>>;
  /** model.safetensors, its index, or pytorch_model.bin. */
  readonly weights: Pick<Checkpoint, "value" | "metadata">;
  /** nanecho_extras.safetensors, where there is one. */
  readonly extras?: Pick<Checkpoint, "tensors" | "metadata">;
}

/** A GPT-2 read from a folder, and the NanEcho it is the core of. */
export interface ReadHfFolder {
  readonly config: Gpt2Config;
  /** Canonical; `convertTensors` gives them nanoGPT's names. */
  readonly tensors: NamedSources;
  readonly nanEcho?: { readonly config: NanEchoConfig; readonly tensors: NamedSources };
  readonly notes: readonly string[];
}

/**
 * Reads what `writeHfFolder` wrote, or any GPT-2 in Hugging Face's layout. A model that was built without biases, and whose biases are zero still,
 * has none when it goes back to nanoGPT.
 *
 * Throws as `detect`, `canonicalTensors` and `joinNanEcho` do; `config-needed` for extras without their configuration.
 */
export async function readHfFolder(
  { config, weights, extras }: HfFolderFiles,
  { signal }: { signal?: AbortSignal } = {},
): Promise<ReadHfFolder> {
  const options = signal ? { signal } : {};
  const found = detect(weights, { config, among: [gpt2] });
  const tensors = await canonicalTensors(found, options);
  const notes = [...found.notes];
  let read = found.config as Gpt2Config;
  if (config.bias === false) {
    if (await hasBiases(tensors, options))
      notes.push("The model was built without biases, but has some now: they are kept.");
    else read = { ...read, bias: false };
  }
  if (!extras) return { config: read, tensors, notes };
  if (!extras.metadata.has("config"))
    throw configNeeded(["their configuration, in the file's metadata"], "NanEcho's extras");
  const whole = parseConfig(nanEcho, configInMetadata(extras.metadata));
  const joined = await joinNanEcho(whole, tensors, extras.tensors, options);
  return { config: read, tensors, nanEcho: { config: whole, tensors: joined }, notes };
}

async function hasBiases(tensors: NamedSources, options: { signal?: AbortSignal }): Promise<boolean> {
  for (const [name, source] of tensors) {
    if (name.endsWith(".bias") && !(await isAllZero(source, options))) return true;
  }
  return false;
}
