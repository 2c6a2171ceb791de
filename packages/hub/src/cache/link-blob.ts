import { constants } from "node:fs";
import { copyFile, mkdir, readlink, rename, rm, symlink } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { writeError } from "@tiny-cats/files";
import { hiddenFile } from "./hidden-file.ts";

/**
 * Gives a blob its place in a snapshot: a relative link, as other clients make it; where the system refuses links, a copy.
 *
 * @throws FilesError as writeFileAtomic does.
 */
export async function linkBlob(blob: string, place: string): Promise<void> {
  const target = relative(dirname(place), blob);
  try {
    if (await linked(target, place)) return;
    // Made beside the blobs and moved, so that nobody finds half a copy, or nothing where something stood.
    const hidden = hiddenFile(dirname(blob));
    try {
      await mkdir(dirname(place), { recursive: true });
      await symlink(target, hidden).catch(() => copyFile(blob, hidden, constants.COPYFILE_FICLONE));
      await rename(hidden, place);
    } finally {
      await rm(hidden, { force: true });
    }
  } catch (error) {
    throw writeError(place, error);
  }
}

async function linked(target: string, place: string): Promise<boolean> {
  try {
    await symlink(target, place).catch(async (error) => {
      if (error.code !== "ENOENT") throw error;
      await mkdir(dirname(place), { recursive: true });
      await symlink(target, place);
    });
    return true;
  } catch {
    return (await readlink(place).catch(() => undefined)) === target;
  }
}
