import { mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { makeFolder, withLock, writeError } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * Makes a folder in a hidden one beside it, which gets its name when `work` has ended well: whoever looks finds all of it or nothing. What a
 * process that was killed left there is removed. The folder must not be there yet, or be empty.
 *
 * @throws TinyCatsError "folder-not-empty"; FilesError "not-writable", "disk-full" and the like; what `work` throws; the signal's reason.
 */
export async function newFolder<T>(
  folder: string,
  work: (staging: string, signal: AbortSignal) => Promise<T>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<T> {
  signal?.throwIfAborted();
  const target = resolve(folder);
  const beside = (what: string) => join(dirname(target), `.${basename(target)}.${what}`);
  const staging = beside("making");
  await checkEmpty(target);
  await makeFolder(dirname(target));
  return withLock(
    beside("lock"),
    async (lock) => {
      try {
        await system(target, rm(staging, { recursive: true, force: true }));
        await system(target, mkdir(staging));
        const result = await work(staging, lock.signal);
        lock.signal.throwIfAborted();
        await checkEmpty(target);
        // Windows renames over no folder, not even an empty one.
        await rmdir(target).catch(() => {});
        await system(target, rename(staging, target));
        return result;
      } catch (error) {
        await rm(staging, { recursive: true, force: true }).catch(() => {});
        throw error;
      }
    },
    { signal },
  );
}

async function checkEmpty(target: string): Promise<void> {
  const names = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw writeError(target, error);
  });
  if (names.length === 0) return;
  throw new TinyCatsError("folder-not-empty", `${target} is not empty`, {
    value: target,
    remedy: "name a folder that is empty or not there yet",
  });
}

async function system<T>(path: string, call: Promise<T>): Promise<T> {
  return call.catch((error) => {
    throw writeError(path, error);
  });
}
