import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { sha256File } from "@tiny-cats/files";

/** A file of the folder that is published. */
export interface TreeFile {
  path: string;
  bytes: number;
  sha256: string;
}

/** Every file below a folder with its size and hash, by path with "/", in order. */
export async function treeFiles(
  folder: string,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void } = {},
): Promise<TreeFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
  const files: TreeFile[] = [];
  for (const path of paths) {
    const file = join(folder, path);
    const { size: bytes } = await stat(file);
    files.push({ path, bytes, sha256: await sha256File(file, signal ? { signal } : {}) });
    onProgress?.(files.length, paths.length);
  }
  return files;
}
