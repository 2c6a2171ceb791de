import { rm } from "node:fs/promises";
import { join } from "node:path";
import { walkFolder } from "@tiny-cats/files";

/** More than a repository may have. */
const BOUNDS = { maxEntries: 1_000_000, maxDepth: 1000 };

/** Removes the files of a folder that are not among these; clients' notes are left alone. */
export async function removeStrangers(folder: string, paths: readonly string[]): Promise<void> {
  const kept = new Set(paths);
  for (const { path, kind } of await walkFolder(folder, { ...BOUNDS, skip: (entry) => entry.path === ".cache" }))
    if (kind !== "folder" && !kept.has(path)) await rm(join(folder, path), { force: true });
}
