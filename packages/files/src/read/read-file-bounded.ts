import { FilesError } from "../errors.ts";
import { BLOCK, type StreamOptions } from "../progress.ts";
import { openRegularFile } from "./open-regular-file.ts";
import { readError } from "./read-error.ts";

export interface BoundedOptions extends StreamOptions {
  /** The most that is read, in bytes. */
  maxBytes: number;
}

/**
 * Reads a file that must not be larger than `maxBytes`. One that is larger is refused before it is read; one that grows meanwhile, as soon
 * as it exceeds the bound.
 *
 * @throws FilesError "file-not-found", "not-a-file", "file-unreadable", "file-too-large", "invalid-limit"; the signal's reason.
 */
export async function readFileBounded(
  path: string,
  { maxBytes, signal, onProgress }: BoundedOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 0) {
    throw new FilesError("invalid-limit", `${maxBytes} is no number of bytes`, {
      value: maxBytes,
      remedy: "give maxBytes as a whole number, 0 or more",
    });
  }
  signal?.throwIfAborted();
  const { handle, size } = await openRegularFile(path);
  try {
    if (size > maxBytes) throw tooLarge(path, size, maxBytes);
    // One byte more than is expected, to notice that there is more.
    let bytes = new Uint8Array(size + 1);
    let filled = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(bytes, filled, Math.min(BLOCK, bytes.length - filled), filled);
      if (bytesRead === 0) return bytes.slice(0, filled);
      filled += bytesRead;
      if (filled > maxBytes) throw tooLarge(path, filled, maxBytes);
      onProgress?.({ bytes: filled, total: size });
      if (filled === bytes.length) bytes = enlarged(bytes, maxBytes + 1);
    }
  } catch (error) {
    throw readError(path, error);
  } finally {
    await handle.close();
  }
}

function enlarged(bytes: Uint8Array, most: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(most, Math.max(2 * bytes.length, 1 << 16)));
  larger.set(bytes);
  return larger;
}

function tooLarge(path: string, bytes: number, maxBytes: number): FilesError {
  return new FilesError("file-too-large", `${path} has ${bytes} bytes or more, where ${maxBytes} are allowed`, {
    value: { path, bytes, maxBytes },
    remedy: "check that it is the right file; if it is, raise the limit",
  });
}
