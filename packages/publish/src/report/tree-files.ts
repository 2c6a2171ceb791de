import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { sha256File } from "@tiny-cats/files";

/** A file of the folder that is published. */
export interface TreeFile {
  path: string;
  bytes: number;
  sha256: string;
}

export interface TreeFilesOptions {
  /** Hashes by path that need not be computed again. */
  known?: Readonly<Record<string, string>>;
  /** The files that are wanted; all unless told. */
  only?: (path: string) => boolean;
  signal?: AbortSignal;
}

/** What clients keep for themselves in a folder. */
const OWN = /^(?:\.cache|\.git)(?:\/|$)/;

/** Files below a folder with their sizes and hashes, by path with "/", in order. */
export async function treeFiles(
  folder: string,
  { known = {}, only = () => true, signal }: TreeFilesOptions = {},
): Promise<TreeFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !OWN.test(path) && only(path))
    .sort();
  const files: TreeFile[] = [];
  for (const path of paths) {
    const file = join(folder, path);
    const info = await stat(file).catch(() => undefined);
    // A link to a folder, or to nothing.
    if (!info?.isFile()) continue;
    const sha256 = Object.hasOwn(known, path) ? known[path] : await sha256File(file, signal ? { signal } : {});
    files.push({ path, bytes: info.size, sha256 });
  }
  return files;
}
