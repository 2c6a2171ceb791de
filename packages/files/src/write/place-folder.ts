import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { FilesError } from "../errors.ts";
import { withLock } from "../lock/with-lock.ts";
import { makeFolder } from "./make-folder.ts";
import { writeError } from "./write-error.ts";

export interface PlaceFolderOptions {
  /** Whether a folder that is there and not empty gives way; it does not unless told. */
  mayReplace?: () => Promise<boolean>;
  signal?: AbortSignal;
}

/**
 * Makes a folder in a hidden one beside it, which gets its name when `work` has ended well: whoever looks finds the old one, the new one or
 * none, and never a half. What a process that was killed left there is removed.
 *
 * @throws FilesError "folder-not-empty", "not-writable", "disk-full" and the like, those of withLock; what `work` throws; the signal's reason.
 */
export async function placeFolder<T>(
  folder: string,
  work: (staging: string, signal: AbortSignal) => Promise<T>,
  { mayReplace, signal }: PlaceFolderOptions = {},
): Promise<T> {
  signal?.throwIfAborted();
  const target = resolve(folder);
  const beside = (what: string) => join(dirname(target), `.${basename(target)}.${what}`);
  const [staging, old] = [beside("making"), beside("replaced")];
  const check = async () => {
    if ((await hasContent(target)) && !(await mayReplace?.())) throw notEmpty(folder);
  };
  await check();
  await makeFolder(dirname(target));
  return withLock(
    beside("lock"),
    async (lock) => {
      try {
        await system(target, rm(staging, { recursive: true, force: true }));
        await system(target, mkdir(staging));
        const result = await work(staging, lock.signal);
        lock.signal.throwIfAborted();
        await check();
        await system(target, rm(old, { recursive: true, force: true }));
        // Nothing is renamed over a folder everywhere, not even over an empty one.
        await rename(target, old).catch((error) => {
          if (error.code !== "ENOENT") throw writeError(target, error);
        });
        await system(target, rename(staging, target));
        await system(target, rm(old, { recursive: true, force: true }));
        return result;
      } catch (error) {
        await rm(staging, { recursive: true, force: true }).catch(() => {});
        throw error;
      }
    },
    { ...(signal && { signal }) },
  );
}

async function hasContent(target: string): Promise<boolean> {
  const names = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw writeError(target, error);
  });
  return names.length > 0;
}

async function system(path: string, call: Promise<unknown>): Promise<void> {
  await call.catch((error) => {
    throw writeError(path, error);
  });
}

function notEmpty(folder: string): FilesError {
  return new FilesError("folder-not-empty", `${folder} is not empty, or holds files that were not made here`, {
    value: folder,
    remedy: "name a folder that is empty or not there yet",
  });
}
