import { mkdir } from "node:fs/promises";
import { writeError } from "./write-error.ts";

/** Makes a folder with those above it, unless it is there. @throws FilesError "not-writable", "disk-full" and what else writeError tells apart */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error) => {
    throw writeError(path, error);
  });
}
