import { mkdir } from "node:fs/promises";
import { writeError } from "@tiny-cats/files";

/** Makes a folder and those above it, where they are not there yet. @throws FilesError "not-writable", "folder-not-found" and others of writing */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error) => {
    throw writeError(path, error);
  });
}
