import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { writeError, writeFileAtomic } from "@tiny-cats/files";

/**
 * Writes a file that its owner alone can read, in a folder that, where it is made, is theirs alone, too.
 *
 * @throws FilesError "not-writable" and others of writing.
 */
export async function writeSecret(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch((error) => {
    throw writeError(dirname(path), error);
  });
  await writeFileAtomic(path, text, { mode: 0o600 });
}
