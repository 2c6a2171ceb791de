import type { NamedSources } from "../weights.ts";

/** A file's contents: text, bytes that are passed through, or tensors for a safetensors file with its metadata. */
export type HfFile =
  | string
  | Uint8Array
  | { readonly tensors: NamedSources; readonly metadata: Readonly<Record<string, string>> };

/** A model folder as Hugging Face's libraries read it, nothing of it written yet. */
export interface HfFolder {
  /** By path within the folder. */
  readonly files: ReadonlyMap<string, HfFile>;
  /** What a reader should know: what was resized, and what could not be checked. */
  readonly notes: readonly string[];
}

/** NanEcho's parts that GPT-2 lacks, beside the model's own weights. */
export const NANECHO_EXTRAS_FILE = "nanecho_extras.safetensors";
