import { rename, rm, stat } from "node:fs/promises";
import { writeError } from "@tiny-cats/files";

/** Suffix of a checkpoint that is being replaced, which `listTrainingCheckpoints` knows. */
const OLD = ".old";

/**
 * Moves a checkpoint's folder to its name. One that is there is kept beside it until then, under a name by which it is found as well, whenever the
 * process is killed.
 *
 * Throws what `writeError` makes of it; the one that was there is found then.
 */
export async function putCheckpoint(staged: string, path: string): Promise<void> {
  const old = `${path}${OLD}`;
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  try {
    if (isThere) {
      await rm(old, { recursive: true, force: true });
      await rename(path, old);
    }
    await rename(staged, path);
    await rm(old, { recursive: true, force: true });
  } catch (error) {
    throw writeError(path, error);
  }
}
