import { createHash } from "node:crypto";
import { endianness } from "node:os";
import { corruptTokens } from "./corrupt-tokens.ts";
import { readTokens } from "./read-tokens.ts";
import type { TokenFile } from "./token-file.ts";

const BLOCK = 1 << 19;

export interface ScanOptions {
  vocabSize: number;
  signal?: AbortSignal;
  /** Called with the tokens read since it was called last. */
  onTokens?: (tokens: number) => void;
}

/**
 * Reads every token in 1 MiB of memory and holds it to the vocabulary. Returns the SHA-256 of the file.
 *
 * @throws TinyCatsError "corrupt-tokens" that says where.
 */
export async function scanTokens(file: TokenFile, { vocabSize, signal, onTokens }: ScanOptions): Promise<string> {
  const hash = createHash("sha256");
  const block = new Uint16Array(Math.min(BLOCK, file.tokens));
  for (let offset = 0; offset < file.tokens; offset += block.length) {
    signal?.throwIfAborted();
    const part = block.subarray(0, Math.min(block.length, file.tokens - offset));
    await readTokens(file, offset, part);
    const place = part.findIndex((token) => token >= vocabSize);
    if (place >= 0) {
      const token = part[place];
      throw corruptTokens(
        `token ${offset + place} of ${file.name} is ${token}, beyond a vocabulary of ${vocabSize}`,
        token,
      );
    }
    const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    hash.update(endianness() === "BE" ? Buffer.from(bytes).swap16() : bytes);
    onTokens?.(part.length);
  }
  return hash.digest("hex");
}
