import { type FileHandle, lstat, open, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { StreamOptions } from "../progress.ts";
import { notAFile } from "../read/read-error.ts";
import { replaceFile } from "./replace-file.ts";
import { syncFolder } from "./sync-folder.ts";
import { temporaryName } from "./temporary-name.ts";
import { writeChunks } from "./write-chunks.ts";
import { writeError } from "./write-error.ts";

export interface WriteOptions extends StreamOptions {
  /** The new file's permission bits; those of the file it replaces unless told, 0o666 less the umask for a new one. */
  mode?: number;
}

/**
 * Writes a file whole or not at all: under a hidden name beside it, flushed to the disk, then renamed over it. When anything fails, or the
 * signal fires, the hidden file is removed and an old file stays as it was. A text is written as UTF-8. A link is replaced, not followed.
 *
 * @throws FilesError "disk-full", "file-size-limit", "not-writable", "folder-not-found", "not-a-file", "not-bytes" or "write-failed"; the
 * signal's reason; what the data's source throws.
 */
export async function writeFileAtomic(
  path: string,
  data: Uint8Array | string | AsyncIterable<Uint8Array>,
  { mode, ...options }: WriteOptions = {},
): Promise<void> {
  options.signal?.throwIfAborted();
  const temporary = join(dirname(path), temporaryName());
  const permissions = mode ?? (await currentMode(path));
  const handle = await system(path, open(temporary, "wx", permissions ?? 0o666));
  try {
    await writeChunks(handle, typeof data === "string" ? Buffer.from(data) : data, { path, ...options });
    // Once more, for opening has taken the umask off.
    if (permissions !== undefined) await system(path, handle.chmod(permissions));
    await system(path, handle.sync());
    await system(path, handle.close());
    options.signal?.throwIfAborted();
    await system(path, replaceFile(temporary, path));
  } catch (error) {
    await discard(handle, temporary);
    throw error;
  }
  await syncFolder(dirname(path));
}

/** The permission bits of the file to be replaced, if there is one. */
async function currentMode(path: string): Promise<number | undefined> {
  const info = await lstat(path).catch(() => undefined);
  if (info?.isDirectory()) throw notAFile(path, "a directory");
  return info?.isFile() ? info.mode & 0o777 : undefined;
}

async function system<T>(path: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw writeError(path, error);
  }
}

async function discard(handle: FileHandle, temporary: string): Promise<void> {
  await handle.close().catch(() => {});
  await rm(temporary, { force: true }).catch(() => {});
}
