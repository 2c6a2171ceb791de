import { sha256File } from "@tiny-cats/files";
import type { DownloadedFile } from "@tiny-cats/hub";

/** A file that is not the same on both sides. */
export interface FileDifference {
  path: string;
  /** Not in the repository, or of other bytes. */
  is: "missing" | "changed";
}

/** How a repository compares to what was published. */
export interface PublishedFiles {
  differences: FileDifference[];
  /** Files of the repository that were not published: people's own. */
  others: string[];
}

const MADE_BY_THE_HUB = ".gitattributes";

/**
 * Holds every file that was downloaded to the hash of what was published.
 *
 * @throws those of reading a file; the signal's reason
 */
export async function comparePublished(
  files: readonly { path: string; sha256: string }[],
  downloaded: readonly DownloadedFile[],
  { signal, onBytes }: { signal?: AbortSignal; onBytes?: (done: number, total: number) => void } = {},
): Promise<PublishedFiles> {
  const wanted = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const total = downloaded.reduce((sum, { size }) => sum + size, 0);
  const found: FileDifference[] = [];
  const others: string[] = [];
  let done = 0;
  for (const { path, file, size } of downloaded) {
    const expected = wanted.get(path);
    if (expected !== undefined) {
      wanted.delete(path);
      if ((await sha256File(file, signal ? { signal } : {})) !== expected) found.push({ path, is: "changed" });
    } else if (path !== MADE_BY_THE_HUB) others.push(path);
    done += size;
    onBytes?.(done, total);
  }
  const missing = [...wanted.keys()].sort().map((path): FileDifference => ({ path, is: "missing" }));
  return { differences: [...found, ...missing], others };
}
