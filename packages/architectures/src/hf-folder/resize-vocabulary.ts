import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Gpt2Config } from "../gpt2/config.ts";
import type { NamedSources } from "../weights.ts";
import { resizeRows } from "./resize-rows.ts";

/** A model's configuration and canonical tensors, and what was done to them. */
export interface Resized {
  readonly config: Gpt2Config;
  readonly tensors: NamedSources;
  readonly notes: readonly string[];
}

const EMBEDDINGS = ["transformer.wte.weight", "lm_head.weight"];

/**
 * Gives a GPT-2 the vocabulary of its tokenizer: rows of its embedding beyond it are cut off, missing ones are zeros.
 *
 * Throws `vocabulary-mismatch` where they differ and `resize` is not set.
 */
export function resizeVocabulary(config: Gpt2Config, tensors: NamedSources, size: number, resize: boolean): Resized {
  const { vocab_size } = config;
  if (size === vocab_size) return { config, tensors, notes: [] };
  if (!resize) {
    throw new TinyCatsError("vocabulary-mismatch", `the model has ${vocab_size} tokens, and its tokenizer ${size}`, {
      value: { model: vocab_size, tokenizer: size },
      remedy: "give the tokenizer the model was trained with, or ask for the vocabulary to be resized",
    });
  }
  const note =
    size < vocab_size
      ? `The last ${vocab_size - size} rows of the token embedding were cut off, which the tokenizer has no tokens for.`
      : `${size - vocab_size} rows of zeros were added to the token embedding; their tokens were never trained.`;
  return {
    config: { ...config, vocab_size: size },
    tensors: new Map(
      [...tensors].map(([name, source]) => [name, EMBEDDINGS.includes(name) ? resizeRows(source, size) : source]),
    ),
    notes: [note],
  };
}
