import { join } from "node:path";
import type { CachedRepo, CachedRevision } from "./cache-report.ts";
import { scanCache } from "./scan-cache.ts";
import type { ScannedFile, ScannedRepo } from "./scan-repo.ts";

export interface CacheOptions {
  /** The cache's folder; see `defaultCache`. */
  cache: string;
  signal?: AbortSignal;
}

/**
 * The repositories of a cache, whichever client filled it. Nothing is changed.
 *
 * @throws the signal's reason.
 */
export async function listCache({ cache, signal }: CacheOptions): Promise<CachedRepo[]> {
  return (await scanCache(cache, { signal })).map(report);
}

function report({ repo, root, refs, snapshots, blobs }: ScannedRepo): CachedRepo {
  const files = [...snapshots.values()].flat();
  const whole = blobs.filter(({ kind }) => kind === "blob");
  const copies = files.filter(({ blob }) => blob === undefined);
  const times = [...files.map(({ lastUsed }) => lastUsed), ...blobs.map(({ changed }) => changed)];
  return {
    ...repo,
    folder: root,
    revisions: [...snapshots].map(([commit, files]) => revision(root, commit, files, refs)),
    bytes: total(whole) + total(copies),
    partialBytes: total(blobs.filter(({ kind }) => kind === "partial")),
    lastUsed: new Date(times.reduce((last, time) => Math.max(last, time), 0)),
  };
}

function revision(root: string, commit: string, files: ScannedFile[], refs: Map<string, string>): CachedRevision {
  const contents = new Map(files.map((file) => [file.blob ?? file.file, file]));
  return {
    commit,
    refs: [...refs].filter(([, at]) => at === commit).map(([name]) => name),
    folder: join(root, "snapshots", commit),
    files: files.length,
    bytes: total([...contents.values()]),
  };
}

function total(some: readonly { size: number | undefined }[]): number {
  return some.reduce((sum, { size = 0 }) => sum + size, 0);
}
