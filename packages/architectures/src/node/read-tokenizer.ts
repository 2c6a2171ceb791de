import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { TOKENIZER_FILES, type TokenizerFiles } from "../hf-folder/tokenizer-files.ts";

/** A tokenizer's files out of a folder, which may hold others. Throws `tokenizer-not-found`. */
export async function readTokenizer(
  folder: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<TokenizerFiles> {
  const there = await readdir(folder).catch((): string[] => []);
  const names = TOKENIZER_FILES.filter((name) => there.includes(name));
  if (names.length === 0) {
    throw new TinyCatsError("tokenizer-not-found", `The folder ${folder} holds no file of a tokenizer`, {
      value: folder,
      remedy: `Give a folder with ${TOKENIZER_FILES.join(", ")}, or some of them.`,
    });
  }
  const files = new Map<string, Uint8Array>();
  for (const name of names) files.set(name, await readFile(join(folder, name), { signal }));
  return files;
}
