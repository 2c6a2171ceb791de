import { mkdir } from "node:fs/promises";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * Makes a folder and those above it, where they are not there yet.
 *
 * @throws TinyCatsError "folder-not-made"
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new TinyCatsError("folder-not-made", `the folder ${path} can't be made (${code})`, {
      value: path,
      remedy: "give --out the path of a folder you may write to, where no file stands in the way",
      cause,
    });
  }
}
