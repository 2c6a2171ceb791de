import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { FilesError } from "./files-error.ts";
import { systemError } from "./system-error.ts";

export interface ReadBoundedOptions {
  /** The most bytes the file may have. */
  maxBytes: number;
  signal?: AbortSignal;
}

// A FIFO without a writer would block the open for ever; the flag is unknown to Windows, which has no such files.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a file whole, if it is a regular file of no more than `maxBytes`; its size is checked before and while reading.
 *
 * @throws FilesError "file-not-found", "not-a-file", "file-too-large", "no-permission"
 */
export async function readFileBounded(
  path: string,
  { maxBytes, signal }: ReadBoundedOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  signal?.throwIfAborted();
  try {
    await using file = await open(path, FLAGS);
    const info = await file.stat();
    if (!info.isFile())
      throw new FilesError("not-a-file", `${path} is no regular file`, { value: path, remedy: "give a file" });
    if (info.size > maxBytes) throw tooLarge(path, info.size, maxBytes);
    // One byte more than the file has tells whether it grew meanwhile.
    let bytes = new Uint8Array(info.size + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, null);
      length += bytesRead;
      signal?.throwIfAborted();
      if (bytesRead === 0) return bytes.slice(0, length);
      if (length > maxBytes) throw tooLarge(path, length, maxBytes);
      if (length === bytes.length) {
        const more = new Uint8Array(Math.min(2 * length, maxBytes + 1));
        more.set(bytes);
        bytes = more;
      }
    }
  } catch (error) {
    throw systemError(error, path);
  }
}

/**
 * Reads a UTF-8 text whole, as `readFileBounded` does; a byte order mark is dropped.
 *
 * @throws FilesError also "not-utf8"
 */
export async function readTextBounded(path: string, options: ReadBoundedOptions): Promise<string> {
  const bytes = await readFileBounded(path, options);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FilesError("not-utf8", `${path} is no UTF-8 text`, { value: path, remedy: "save it as UTF-8", cause });
  }
}

function tooLarge(path: string, bytes: number, maxBytes: number): FilesError {
  return new FilesError("file-too-large", `${path} has ${bytes} bytes or more, over the limit of ${maxBytes}`, {
    value: { path, bytes, maxBytes },
    remedy: "check that it is the right file",
  });
}
