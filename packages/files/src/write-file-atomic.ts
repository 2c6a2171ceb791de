import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { systemError } from "./system-error.ts";
import { temporaryFor } from "./temporary.ts";

export interface WriteOptions {
  signal?: AbortSignal;
  /** Permissions of a new file; 0o666 less the process's umask unless told. */
  mode?: number;
}

/** What can be written: bytes, a text as UTF-8, or pieces as they come. */
export type Writable = Uint8Array | string | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Writes a file so that its name holds either what it held before or the whole of `data`, whatever happens meanwhile: beside its name, to the
 * disk, then renamed. What could not be finished is removed.
 *
 * @throws FilesError "file-not-found" (no such folder), "no-permission", "disk-full", "not-a-file"; the signal's reason
 */
export async function writeFileAtomic(
  path: string,
  data: Writable,
  { signal, mode = 0o666 }: WriteOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  const temporary = temporaryFor(path);
  try {
    const file = await open(temporary, "wx", mode);
    try {
      for await (const piece of pieces(data)) {
        signal?.throwIfAborted();
        await writeWhole(file, piece);
      }
      signal?.throwIfAborted();
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw systemError(error, path);
  }
  await syncFolder(dirname(path));
}

const PIECE = 4 << 20;

async function* pieces(data: Writable): AsyncGenerator<Uint8Array> {
  const whole = typeof data === "string" ? new TextEncoder().encode(data) : data;
  if (!(whole instanceof Uint8Array)) yield* whole;
  else for (let start = 0; start < whole.length; start += PIECE) yield whole.subarray(start, start + PIECE);
}

async function writeWhole(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let start = 0; start < piece.length; )
    start += (await file.write(piece, start, piece.length - start)).bytesWritten;
}

/** Makes the rename last through a power cut, where the system lets a folder be synced. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
