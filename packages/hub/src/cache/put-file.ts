import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { writeError } from "@tiny-cats/files";
import { hiddenFile } from "./hidden-file.ts";

/**
 * Writes a small file whole or not at all. Its hidden name stands in `beside`, on the same file system: other clients take any file among
 * the refs for a ref.
 *
 * @throws FilesError as writeFileAtomic does.
 */
export async function putFile(path: string, text: string, beside = dirname(path)): Promise<void> {
  const hidden = hiddenFile(beside);
  try {
    await mkdir(dirname(path), { recursive: true });
    await mkdir(beside, { recursive: true });
    await writeFile(hidden, text, { flag: "wx" });
    await rename(hidden, path);
  } catch (error) {
    await rm(hidden, { force: true }).catch(() => {});
    throw writeError(path, error);
  }
}
