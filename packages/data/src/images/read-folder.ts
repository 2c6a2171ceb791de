import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * What a folder holds.
 *
 * @throws TinyCatsError "file-unreadable".
 */
export async function readFolder(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new TinyCatsError("file-unreadable", `the folder ${path} can't be read: the system says ${code}`, {
      value: path,
      remedy: "give yourself the right to read it",
      cause,
    });
  }
}
