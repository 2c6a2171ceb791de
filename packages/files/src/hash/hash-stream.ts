import type { Hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { BLOCK, type StreamOptions } from "../progress.ts";

/** Feeds an open file to a hash through one block of memory, whatever its size. Returns how many bytes there were. */
export async function hashStream(
  hash: Hash,
  { handle, size }: { handle: FileHandle; size: number },
  { signal, onProgress }: StreamOptions,
): Promise<number> {
  const block = new Uint8Array(Math.min(BLOCK, size + 1));
  let bytes = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await handle.read(block, 0, block.length, bytes);
    if (bytesRead === 0) return bytes;
    hash.update(block.subarray(0, bytesRead));
    bytes += bytesRead;
    onProgress?.({ bytes, total: size });
  }
}
