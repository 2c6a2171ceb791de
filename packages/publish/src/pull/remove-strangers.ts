import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Removes the files of a folder that are not among these; clients' notes are left alone. */
export async function removeStrangers(folder: string, paths: readonly string[]): Promise<void> {
  const kept = new Set(paths);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(folder.length + 1).replaceAll("\\", "/");
    if (entry.isDirectory() || path.startsWith(".cache/") || kept.has(path)) continue;
    await rm(file, { force: true });
  }
}
