import { constants } from "node:fs";
import { open, stat } from "node:fs/promises";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { ByteSource } from "../source/byte-source.ts";

/** Node refuses to read 2 GiB at once; less lets a signal through in time. */
const MAX_READ = 1 << 26;

/** An open file as a source. */
export interface FileSource extends ByteSource {
  close(): Promise<void>;
}

/**
 * Opens a regular file for reading in parts.
 *
 * @throws TinyCatsError "file-not-found", "not-a-file", "file-unreadable".
 */
export async function fileSource(path: string): Promise<FileSource> {
  // Asked before opening, which would wait at a FIFO.
  const before = await stat(path).catch((cause) => {
    throw unreadable(path, cause);
  });
  if (!before.isFile()) throw notAFile(path);
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((cause) => {
    throw unreadable(path, cause);
  });
  const { size } = await handle.stat();
  return {
    size,
    async read(offset, length, { signal } = {}) {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        signal?.throwIfAborted();
        const part = Math.min(length - filled, MAX_READ);
        const { bytesRead } = await handle.read(bytes, filled, part, offset + filled).catch((cause) => {
          throw unreadable(path, cause);
        });
        if (bytesRead === 0) return bytes.subarray(0, filled);
        filled += bytesRead;
      }
      return bytes;
    },
    close: () => handle.close(),
  };
}

function notAFile(path: string): TinyCatsError {
  return new TinyCatsError("not-a-file", `${path} is no regular file`, {
    value: path,
    remedy: "give the path of a file",
  });
}

function unreadable(path: string, cause: unknown): TinyCatsError {
  const code = (cause as { code?: string }).code;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new TinyCatsError("file-not-found", `there is no file ${path}`, {
      value: path,
      remedy: "check the path for a typing mistake",
      cause,
    });
  }
  return new TinyCatsError("file-unreadable", `${path} can't be read: the system says ${code}`, {
    value: path,
    remedy: "check the disk and your rights, and try again",
    cause,
  });
}
