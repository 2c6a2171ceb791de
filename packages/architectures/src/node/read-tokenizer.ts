import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readFileBounded } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { TOKENIZER_FILES, type TokenizerFiles } from "../hf-folder/tokenizer-files.ts";

/** More than any file of a tokenizer has. */
const MOST = 2 ** 27;

/** A tokenizer's files out of a folder, which may hold others. Throws `tokenizer-not-found`, and as `readFileBounded`. */
export async function readTokenizer(
  folder: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<TokenizerFiles> {
  const there = await readdir(folder).catch((): string[] => []);
  const names = TOKENIZER_FILES.filter((name) => there.includes(name));
  if (names.length === 0) {
    throw new TinyCatsError("tokenizer-not-found", `the folder ${folder} holds no file of a tokenizer`, {
      value: folder,
      remedy: `give a folder with ${TOKENIZER_FILES.join(", ")}, or some of them`,
    });
  }
  const files = new Map<string, Uint8Array>();
  for (const name of names)
    files.set(name, await readFileBounded(join(folder, name), { maxBytes: MOST, ...(signal && { signal }) }));
  return files;
}
