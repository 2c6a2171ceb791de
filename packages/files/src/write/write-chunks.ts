import type { FileHandle } from "node:fs/promises";
import { abortable } from "../abortable.ts";
import { FilesError } from "../errors.ts";
import { BLOCK, type StreamOptions } from "../progress.ts";
import { writeError } from "./write-error.ts";

/** Writes data to an open file, block by block. What the data's source throws comes through as it is. */
export async function writeChunks(
  handle: FileHandle,
  data: Uint8Array | AsyncIterable<Uint8Array>,
  { path, signal, onProgress }: StreamOptions & { path: string },
): Promise<void> {
  const total = data instanceof Uint8Array ? data.length : undefined;
  let bytes = 0;
  const write = async (chunk: Uint8Array) => {
    for (let at = 0; at < chunk.length; ) {
      signal?.throwIfAborted();
      const { bytesWritten } = await handle.write(chunk, at, Math.min(BLOCK, chunk.length - at)).catch((error) => {
        throw writeError(path, error);
      });
      at += bytesWritten;
      bytes += bytesWritten;
      onProgress?.({ bytes, total });
    }
  };
  if (data instanceof Uint8Array) return write(data);

  const source = data[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await abortable(Promise.resolve(source.next()), signal);
      if (done) {
        ended = true;
        return;
      }
      if (!(value instanceof Uint8Array)) throw notBytes(value);
      await write(value);
    }
  } finally {
    // Not awaited: a source that is still waiting for its own data would never answer.
    if (!ended) source.return?.().catch(() => {});
  }
}

function notBytes(value: unknown): FilesError {
  return new FilesError("not-bytes", `a part of the data to write is a ${typeof value}, not a Uint8Array`, {
    value: typeof value,
    remedy: "encode texts first, as with TextEncoder",
  });
}
