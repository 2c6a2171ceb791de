import { TinyCatsError } from "@tiny-cats/schema/errors";

/** More than any vocabulary has; a table of that many tokens takes 40 MB. */
const MOST_TOKENS = 10_000_000;

/** The parsed files of a tokenizer: tokenizer.json, or else vocab.json with added_tokens.json where it is there. */
export type TokenizerDocuments =
  | { readonly tokenizer: unknown }
  | { readonly vocab: unknown; readonly added?: unknown };

/**
 * How many bytes of UTF-8 each token of a byte-level BPE stands for, by its id: such a vocabulary writes a byte as one character. A special token stands for
 * none; an id without a token is -1.
 *
 * @throws TinyCatsError "unsupported-tokenizer"
 */
export function countTokenBytes(documents: TokenizerDocuments): Int32Array {
  if ("tokenizer" in documents) {
    const { model, added_tokens, pre_tokenizer, decoder } = object(documents.tokenizer, "tokenizer.json");
    const { type, vocab } = object(model, "tokenizer.json");
    if ((type !== undefined && type !== "BPE") || ![pre_tokenizer, decoder].some((part) => isByteLevel(part)))
      throw unsupported("tokenizer.json describes no byte-level BPE", type);
    const added = (Array.isArray(added_tokens) ? added_tokens : []).map((token) => object(token, "tokenizer.json"));
    return table(object(vocab, "tokenizer.json"), added);
  }
  const { vocab, added: told = { "<|endoftext|>": undefined } } = documents;
  const vocabulary = object(vocab, "vocab.json");
  const added = object(told, "added_tokens.json");
  const known = (content: string) => (Object.hasOwn(vocabulary, content) ? vocabulary[content] : undefined);
  return table(
    vocabulary,
    Object.entries(added).map(([content, id]) => ({ content, id: id ?? known(content), special: true })),
  );
}

/** Whether a part of tokenizer.json, or one in its sequence, writes bytes as characters. */
function isByteLevel(part: unknown, depth = 4): boolean {
  if (typeof part !== "object" || part === null || depth === 0) return false;
  const { type, pretokenizers, decoders } = part as Record<string, unknown>;
  const inner = [pretokenizers, decoders].flatMap((list) => (Array.isArray(list) ? list : []));
  return type === "ByteLevel" || inner.some((one) => isByteLevel(one, depth - 1));
}

function table(vocabulary: Record<string, unknown>, added: readonly Record<string, unknown>[]): Int32Array {
  const entries = Object.entries(vocabulary);
  const known = added.filter(({ id }) => id !== undefined);
  const ids = [...entries.map(([, id]) => id), ...known.map(({ id }) => id)];
  const isId = (id: unknown): id is number => Number.isSafeInteger(id) && (id as number) >= 0;
  const wrong = ids.findIndex((id) => !isId(id) || id >= MOST_TOKENS);
  if (ids.length === 0) throw unsupported("it has no tokens", null);
  if (wrong >= 0) {
    const id = typeof ids[wrong] === "object" ? "that is no number" : String(ids[wrong]).slice(0, 100);
    throw unsupported(`a token has the id ${id}`, ids[wrong]);
  }
  const bytes = new Int32Array(ids.reduce<number>((most, id) => Math.max(most, id as number), 0) + 1).fill(-1);
  for (const [token, id] of entries) bytes[id as number] = [...token].length;
  const utf8 = new TextEncoder();
  for (const { id, content, special } of known) {
    if (typeof content !== "string") throw unsupported("an added token has no text", content);
    bytes[id as number] = special === true ? 0 : utf8.encode(content).length;
  }
  return bytes;
}

function object(value: unknown, file: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw unsupported(`${file} is not laid out as a byte-level BPE's`, file);
}

function unsupported(message: string, value: unknown): TinyCatsError {
  return new TinyCatsError("unsupported-tokenizer", `bytes can't be counted: ${message}`, {
    // What lies in a file can be too deep to be shown.
    value: typeof value === "object" ? null : value,
    remedy: "give the tokenizer of a GPT-2 shaped model, or leave it out and do without bits per byte",
  });
}
