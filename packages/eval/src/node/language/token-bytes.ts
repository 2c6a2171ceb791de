import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readJsonBounded } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { countTokenBytes } from "./count-token-bytes.ts";

const LARGEST = 2 ** 27;

/**
 * How many bytes of UTF-8 each token of a byte-level BPE (Radford et al. 2019) stands for, by its id, as countTokenBytes has it.
 *
 * @param folder with tokenizer.json, or with vocab.json and perhaps added_tokens.json
 * @throws TinyCatsError "tokenizer-not-found", "unsupported-tokenizer"; FilesError of reading a file
 */
export async function tokenBytes(folder: string, { signal }: { signal?: AbortSignal } = {}): Promise<Int32Array> {
  const there = await readdir(folder).catch((): string[] => []);
  const read = (name: string) => readJsonBounded(join(folder, name), { maxBytes: LARGEST, signal });
  if (there.includes("tokenizer.json")) return countTokenBytes({ tokenizer: await read("tokenizer.json") });
  if (!there.includes("vocab.json"))
    throw new TinyCatsError("tokenizer-not-found", `the folder ${folder} holds no vocabulary`, {
      value: folder,
      remedy: "give a folder with tokenizer.json, or with vocab.json and merges.txt",
    });
  const added = there.includes("added_tokens.json") ? { added: await read("added_tokens.json") } : {};
  return countTokenBytes({ vocab: await read("vocab.json"), ...added });
}
