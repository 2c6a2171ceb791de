import { rm } from "node:fs/promises";
import { writeError } from "@tiny-cats/files";

/**
 * Removes a file, or a folder with all it holds, where there is one. Links are removed, not followed.
 *
 * @throws FilesError as writeFileAtomic does.
 */
export async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch((error) => {
    throw writeError(path, error);
  });
}
