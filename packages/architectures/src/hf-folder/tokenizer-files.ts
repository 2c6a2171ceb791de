import { TinyCatsError } from "@tiny-cats/schema/errors";

/** The files that GPT-2's tokenizers consist of. */
export const TOKENIZER_FILES = [
  "tokenizer.json",
  "tokenizer_config.json",
  "vocab.json",
  "merges.txt",
  "special_tokens_map.json",
  "added_tokens.json",
];

/** Tokenizer files by name, as they are on disk. */
export type TokenizerFiles = ReadonlyMap<string, string | Uint8Array>;

/**
 * How many token ids a tokenizer has, which is one more than its highest; undefined where its files do not tell.
 *
 * Throws `invalid-tokenizer` for a file that is none of a tokenizer's, or can't be understood.
 */
export function tokenizerSize(files: TokenizerFiles): number | undefined {
  for (const name of files.keys()) {
    if (!TOKENIZER_FILES.includes(name))
      throw invalidTokenizer(`${JSON.stringify(name)} is no file of a GPT-2 tokenizer`, name);
  }
  if (files.has("tokenizer.json")) {
    const { model, added_tokens } = objectIn(files, "tokenizer.json");
    const vocabulary = (model as { vocab?: unknown } | undefined)?.vocab;
    const added = Array.isArray(added_tokens) ? added_tokens.map((token) => (token as { id?: unknown })?.id) : [];
    return sizeOf([...idsOf(vocabulary, "tokenizer.json"), ...added], "tokenizer.json");
  }
  if (!files.has("vocab.json")) return undefined;
  const added = files.has("added_tokens.json") ? Object.values(objectIn(files, "added_tokens.json")) : [];
  return sizeOf([...Object.values(objectIn(files, "vocab.json")), ...added], "vocab.json");
}

function idsOf(vocabulary: unknown, file: string): unknown[] {
  // A Unigram model lists its tokens; their ids are their places.
  if (Array.isArray(vocabulary)) return vocabulary.map((_, id) => id);
  if (typeof vocabulary === "object" && vocabulary !== null) return Object.values(vocabulary);
  throw invalidTokenizer(`${file} has no vocabulary`, file);
}

function sizeOf(ids: readonly unknown[], file: string): number {
  const isId = (id: unknown): id is number => typeof id === "number" && Number.isSafeInteger(id) && id >= 0;
  if (ids.length === 0 || !ids.every(isId))
    throw invalidTokenizer(`${file} has tokens without a whole number as id`, file);
  return ids.reduce((most, id) => Math.max(most, id), 0) + 1;
}

function objectIn(files: TokenizerFiles, name: string): Record<string, unknown> {
  const file = files.get(name)!;
  const text = typeof file === "string" ? file : new TextDecoder().decode(file);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (cause) {
    throw invalidTokenizer(`${name} is not JSON`, name, cause);
  }
  throw invalidTokenizer(`${name} holds no object`, name);
}

function invalidTokenizer(message: string, value: string, cause?: unknown): TinyCatsError {
  return new TinyCatsError("invalid-tokenizer", message, {
    value,
    remedy: `give a tokenizer's own files: ${TOKENIZER_FILES.join(", ")}`,
    ...(cause !== undefined && { cause }),
  });
}
