import { createHash, type Hash } from "node:crypto";
import { open } from "node:fs/promises";
import { systemError } from "./system-error.ts";

export interface HashFileOptions {
  signal?: AbortSignal;
  /** Told after each piece how many bytes of how many are done. */
  onProgress?: (progress: { bytes: number; total: number }) => void;
}

const PIECE = 1 << 20;

/** SHA-256 of bytes, in lower-case hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The id git gives a file of these bytes: SHA-1 of "blob <length>\0" and the bytes, in lower-case hexadecimal. */
export function gitBlobSha1(bytes: Uint8Array): string {
  return gitHash(bytes.length).update(bytes).digest("hex");
}

/**
 * SHA-256 of a file, read piece by piece.
 *
 * @throws FilesError "file-not-found", "not-a-file", "no-permission"
 */
export function sha256File(path: string, options: HashFileOptions = {}): Promise<string> {
  return hashFile(path, () => createHash("sha256"), options);
}

/**
 * The id git gives a file, read piece by piece.
 *
 * @throws FilesError "file-not-found", "not-a-file", "no-permission"
 */
export function gitBlobSha1File(path: string, options: HashFileOptions = {}): Promise<string> {
  return hashFile(path, gitHash, options);
}

function gitHash(length: number): Hash {
  return createHash("sha1").update(`blob ${length}\0`);
}

async function hashFile(
  path: string,
  start: (length: number) => Hash,
  { signal, onProgress }: HashFileOptions,
): Promise<string> {
  signal?.throwIfAborted();
  try {
    await using file = await open(path);
    const total = (await file.stat()).size;
    const hash = start(total);
    const piece = new Uint8Array(PIECE);
    for (let bytes = 0; ; ) {
      const { bytesRead } = await file.read(piece, 0, PIECE, null);
      if (bytesRead === 0) return hash.digest("hex");
      hash.update(piece.subarray(0, bytesRead));
      bytes += bytesRead;
      onProgress?.({ bytes, total });
      signal?.throwIfAborted();
    }
  } catch (error) {
    throw systemError(error, path);
  }
}
