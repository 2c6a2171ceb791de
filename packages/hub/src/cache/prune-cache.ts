import type { Repo } from "../repo-id.ts";
import type { CacheOptions } from "./list-cache.ts";
import { carryOut, type Removal, type Removed, removalOf } from "./removal.ts";
import { repoCache } from "./repo-cache.ts";
import { scanCache } from "./scan-cache.ts";
import { type ScannedRepo, scanRepo } from "./scan-repo.ts";
import { removeFromRepo } from "./use-repo.ts";

export interface PruneOptions extends CacheOptions {
  /** That alone; every repository unless told. */
  repo?: Repo;
  /** Tells what would be removed, and removes nothing. */
  dryRun?: boolean;
  /** Milliseconds that a partial, or a content of no revision, must have been left alone: an hour unless told. Python's downloads can't be seen otherwise. */
  olderThanMs?: number;
}

/**
 * Removes revisions that no branch or tag stands at, contents that no revision has, and what came of downloads that broke off. Repositories
 * that a process of this package downloads to are left alone.
 *
 * @throws HubError "invalid-repo"; FilesError "not-writable" and others of removing; the signal's reason.
 */
export async function pruneCache({
  cache,
  repo,
  dryRun = false,
  olderThanMs = 3_600_000,
  signal,
}: PruneOptions): Promise<Removal> {
  const result: Removal = { removed: [], bytes: 0, inUse: [] };
  const left = Date.now() - olderThanMs;
  for (const scanned of await scanCache(cache, { repo, signal })) {
    signal?.throwIfAborted();
    const removed = dryRun
      ? detached(scanned, left)
      : detached(scanned, left).length === 0
        ? []
        : await removeFromRepo(repoCache(cache, scanned.repo).locks, () => prune(scanned.root, left), signal);
    if (!removed) {
      result.inUse.push(scanned.repo);
      continue;
    }
    result.removed.push(...removed);
    result.bytes += removed.reduce((sum, { bytes }) => sum + bytes, 0);
  }
  return result;
}

async function prune(root: string, left: number): Promise<Removed[]> {
  // What was seen before the repository was this process's alone may have changed.
  const scanned = await scanRepo(root);
  if (!scanned) return [];
  const removed = detached(scanned, left);
  await carryOut(scanned, removed);
  return removed;
}

function detached(scanned: ScannedRepo, left: number): Removed[] {
  const attached = new Set(scanned.refs.values());
  const commits = new Set([...scanned.snapshots.keys()].filter((commit) => !attached.has(commit)));
  return removalOf(scanned, commits, ({ changed }) => changed <= left);
}
