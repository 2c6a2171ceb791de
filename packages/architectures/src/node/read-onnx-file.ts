import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { safeJoin } from "@tiny-cats/files";
import type { Model } from "@tiny-cats/onnx";
import { readModel } from "@tiny-cats/onnx";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** An ONNX file, and the weights beside it. Throws `file-not-found`, `file-unreadable`, and as `readModel`. */
export async function readOnnxFile(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<Model> {
  const bytes = await readFile(path, { signal }).catch((cause) => {
    signal?.throwIfAborted();
    throw unreadable(path, cause);
  });
  return readModel(bytes, {
    externalData(location, part) {
      try {
        return readPart(safeJoin(dirname(path), location), part);
      } catch (cause) {
        throw unreadable(location, cause);
      }
    },
  });
}

function readPart(path: string, { offset, length }: { offset: number; length: number }): Uint8Array {
  const file = openSync(path, "r");
  try {
    // A file that is too short is found out before memory is taken for what it lacks.
    const bytes = new Uint8Array(Math.max(0, Math.min(length, fstatSync(file).size - offset)));
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(file, bytes, filled, Math.min(bytes.length - filled, 2 ** 30), offset + filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(file);
  }
}

function unreadable(path: string, cause: unknown): TinyCatsError {
  const { code } = cause as NodeJS.ErrnoException;
  const missing = code === "ENOENT" || code === "ENOTDIR";
  if (missing) {
    return new TinyCatsError("file-not-found", `there is no file ${path}`, {
      value: path,
      remedy: "check the path for a typing mistake; weights beside a model must be copied along with it",
      cause,
    });
  }
  return new TinyCatsError("file-unreadable", `${path} can't be read (${code ?? (cause as Error).message})`, {
    value: path,
    remedy: "check the disk and your rights, and try again",
    cause,
  });
}
