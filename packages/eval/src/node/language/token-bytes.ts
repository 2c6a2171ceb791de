import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readJsonBounded } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";

const LARGEST = 2 ** 27;
/** More than any vocabulary has; a table of that many tokens takes 40 MB. */
const MOST_TOKENS = 10_000_000;

/**
 * How many bytes of UTF-8 each token of a byte-level BPE (Radford et al. 2019) stands for, by its id: such a vocabulary writes a byte as one character.
 * A special token stands for none; an id without a token is -1.
 *
 * @param folder with tokenizer.json, or with vocab.json and perhaps added_tokens.json
 * @throws TinyCatsError "tokenizer-not-found", "unsupported-tokenizer"; FilesError of reading a file
 */
export async function tokenBytes(folder: string, { signal }: { signal?: AbortSignal } = {}): Promise<Int32Array> {
  const there = await readdir(folder).catch((): string[] => []);
  const read = (name: string) => readJsonBounded(join(folder, name), { maxBytes: LARGEST, signal });
  if (there.includes("tokenizer.json")) {
    const { model, added_tokens, pre_tokenizer, decoder } = object(await read("tokenizer.json"), "tokenizer.json");
    const { type, vocab } = object(model, "tokenizer.json");
    const byteLevel = JSON.stringify([pre_tokenizer, decoder])?.includes('"ByteLevel"');
    if ((type !== undefined && type !== "BPE") || !byteLevel)
      throw unsupported("tokenizer.json describes no byte-level BPE", type);
    const added = (Array.isArray(added_tokens) ? added_tokens : []).map((token) => object(token, "tokenizer.json"));
    return table(object(vocab, "tokenizer.json"), added);
  }
  if (!there.includes("vocab.json"))
    throw new TinyCatsError("tokenizer-not-found", `the folder ${folder} holds no vocabulary`, {
      value: folder,
      remedy: "give a folder with tokenizer.json, or with vocab.json and merges.txt",
    });
  const added = there.includes("added_tokens.json")
    ? object(await read("added_tokens.json"), "added_tokens.json")
    : { "<|endoftext|>": undefined };
  const vocabulary = object(await read("vocab.json"), "vocab.json");
  return table(
    vocabulary,
    Object.entries(added).map(([content, id]) => ({ content, id: id ?? vocabulary[content], special: true })),
  );
}

function table(vocabulary: Record<string, unknown>, added: readonly Record<string, unknown>[]): Int32Array {
  const entries = Object.entries(vocabulary);
  const known = added.filter(({ id }) => id !== undefined);
  const ids = [...entries.map(([, id]) => id), ...known.map(({ id }) => id)];
  const isId = (id: unknown): id is number => Number.isSafeInteger(id) && (id as number) >= 0;
  const wrong = ids.find((id) => !isId(id) || id >= MOST_TOKENS);
  if (ids.length === 0 || wrong !== undefined)
    throw unsupported(`a token has the id ${JSON.stringify(wrong)?.slice(0, 100)}`, wrong);
  const bytes = new Int32Array(ids.reduce<number>((most, id) => Math.max(most, id as number), 0) + 1).fill(-1);
  for (const [token, id] of entries) bytes[id as number] = [...token].length;
  const utf8 = new TextEncoder();
  for (const { id, content, special } of known)
    bytes[id as number] = special === true ? 0 : utf8.encode(String(content)).length;
  return bytes;
}

function object(value: unknown, file: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw unsupported(`${file} is not laid out as a byte-level BPE's`, file);
}

function unsupported(message: string, value: unknown): TinyCatsError {
  return new TinyCatsError("unsupported-tokenizer", `bytes can't be counted: ${message}`, {
    value,
    remedy: "give the tokenizer of a GPT-2 shaped model, or leave it out and do without bits per byte",
  });
}
