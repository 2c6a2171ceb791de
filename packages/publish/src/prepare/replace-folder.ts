import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { writeError } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { exists } from "./exists.ts";

/**
 * Makes a folder in a hidden one beside it and renames it when `work` has ended well: whoever looks finds the old one, the new one, or
 * none, and never a half. A folder that was not made in this way is not replaced unless it is empty.
 *
 * @throws TinyCatsError "folder-not-empty"; FilesError "not-writable", "disk-full" and the like; what `work` throws; the signal's reason
 */
export async function replaceFolder<T>(
  folder: string,
  work: (staging: string) => Promise<T>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<T> {
  signal?.throwIfAborted();
  const target = resolve(folder);
  const beside = (what: string) => join(dirname(target), `.${basename(target)}.${what}`);
  const [staging, old, mark] = [beside("making"), beside("replaced"), beside("made")];
  const names = await readdir(target).catch(() => []);
  if (names.length > 0 && !(await exists(mark))) throw notEmpty(folder);
  try {
    await system(target, async () => {
      await rm(staging, { recursive: true, force: true });
      await mkdir(staging, { recursive: true });
    });
    const result = await work(staging);
    signal?.throwIfAborted();
    await system(target, async () => {
      await writeFile(mark, "The folder of this name was made by tiny-cats, which may replace it.\n");
      await rm(old, { recursive: true, force: true });
      if (await exists(target)) await rename(target, old);
      await rename(staging, target);
      await rm(old, { recursive: true, force: true });
    });
    return result;
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

async function system(path: string, call: () => Promise<void>): Promise<void> {
  try {
    await call();
  } catch (error) {
    throw writeError(path, error);
  }
}

function notEmpty(folder: string): TinyCatsError {
  return new TinyCatsError("folder-not-empty", `${folder} holds files that were not made here`, {
    value: folder,
    remedy: "name a folder that is empty or not there yet",
  });
}
