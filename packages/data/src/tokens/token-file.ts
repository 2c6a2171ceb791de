import { type FileHandle, open, stat } from "node:fs/promises";
import { corruptTokens } from "./corrupt-tokens.ts";

/** A file of tokens, open to be read. */
export interface TokenFile {
  name: string;
  /** How many there are. */
  tokens: number;
  handle: FileHandle;
}

/**
 * Opens a file of tokens, unsigned 16-bit and little-endian, and holds its size to what its metadata says.
 *
 * @throws TinyCatsError "corrupt-tokens".
 */
export async function openTokenFile(path: string, name: string, tokens: number): Promise<TokenFile> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile()) throw corruptTokens(`there is no file ${name}`, name);
  if (info.size % 2 !== 0)
    throw corruptTokens(`${name} has ${info.size} bytes, an odd number, for tokens of two`, info.size);
  if (info.size !== 2 * tokens) {
    throw corruptTokens(`${name} holds ${info.size / 2} tokens, where metadata.json says ${tokens}`, info.size / 2);
  }
  const handle = await open(path, "r").catch((error) => {
    throw corruptTokens(`${name} can't be opened: the system says ${error.code}`, name, error);
  });
  return { name, tokens, handle };
}
