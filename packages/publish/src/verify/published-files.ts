import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { safeJoin, sha256File } from "@tiny-cats/files";
import type { DownloadedFile } from "@tiny-cats/hub";

/** A file that is not the same on both sides. */
export interface FileDifference {
  path: string;
  /** Not in the repository, or of other bytes. */
  is: "missing" | "changed";
}

/** How a repository compares to the folder that was published. */
export interface PublishedFiles {
  differences: FileDifference[];
  /** Files of the repository that are not in the folder: people's own. */
  others: string[];
}

/** What clients and the Hub keep for themselves. */
const OWN = /^(?:\.cache|\.git)(?:\/|$)/;
const MADE_BY_THE_HUB = ".gitattributes";

/**
 * Holds every file that was downloaded to the folder it was published from, by SHA-256 of both.
 *
 * @throws those of reading a file; the signal's reason
 */
export async function comparePublished(
  folder: string,
  downloaded: readonly DownloadedFile[],
  { signal, onBytes }: { signal?: AbortSignal; onBytes?: (done: number, total: number) => void } = {},
): Promise<PublishedFiles> {
  const stop = signal ? { signal } : {};
  const local = new Set(await filesIn(folder));
  const total = downloaded.reduce((sum, { size }) => sum + size, 0);
  const found: FileDifference[] = [];
  const others: string[] = [];
  let done = 0;
  for (const { path, file, size } of downloaded) {
    const isThere = local.delete(path);
    if (!isThere && path !== MADE_BY_THE_HUB) others.push(path);
    if (isThere) {
      const [there, here] = await Promise.all([sha256File(file, stop), sha256File(safeJoin(folder, path), stop)]);
      if (there !== here) found.push({ path, is: "changed" });
    }
    done += size;
    onBytes?.(done, total);
  }
  const missing = [...local].sort().map((path): FileDifference => ({ path, is: "missing" }));
  return { differences: [...found, ...missing], others };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(join(folder, "x").length - 1)
        .replaceAll("\\", "/"),
    )
    .filter((path) => !OWN.test(path));
}
