import { lstat } from "node:fs/promises";
import { safeJoin } from "@tiny-cats/files";

/** Where a file that SHA256SUMS lists lies; undefined where it is not there, or a link or a folder is in its place. */
export async function plainFile(folder: string, path: string): Promise<string | undefined> {
  const file = safeJoin(folder, path);
  const info = await lstat(file).catch(() => undefined);
  return info?.isFile() ? file : undefined;
}
