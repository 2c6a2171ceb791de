import { lstat } from "node:fs/promises";
import { resolve } from "node:path";
import { HubError } from "../errors/hub-error.ts";
import { parseRepo, type Repo, type RepoId } from "../repo-id.ts";
import { isCommit } from "../revision.ts";
import type { CacheOptions } from "./list-cache.ts";
import { carryOut, type Removal, type Removed, removalOf } from "./removal.ts";
import { removeTree } from "./remove-tree.ts";
import { repoCache } from "./repo-cache.ts";
import { type ScannedRepo, scanRepo } from "./scan-repo.ts";
import { removeFromRepo } from "./use-repo.ts";

export interface RemoveOptions extends CacheOptions {
  /** A commit, or a branch or tag by the name it was downloaded by; the whole repository unless told. */
  revision?: string;
  /** Tells what would be removed, and removes nothing. */
  dryRun?: boolean;
}

/**
 * Removes a repository, or one of its revisions, from a cache.
 *
 * @throws HubError "not-in-cache", "cache-in-use" while a process of this package downloads to it, "invalid-repo"; FilesError "not-writable"
 * and others of removing; the signal's reason.
 */
export async function removeFromCache(
  repo: Repo,
  { cache, revision, dryRun = false, signal }: RemoveOptions,
): Promise<Removal> {
  const id = parseRepo(repo);
  const { root, locks } = repoCache(resolve(cache), id);
  signal?.throwIfAborted();
  const work = async () => {
    const scanned = await lstat(root).then(
      () => scanRepo(root),
      () => undefined,
    );
    if (!scanned) throw notInCache(id, id.name);
    const removed = revision === undefined ? [whole(scanned)] : oneRevision(scanned, revision);
    if (!dryRun) await (revision === undefined ? removeTree(root) : carryOut(scanned, removed));
    return removed;
  };
  const removed = dryRun ? await work() : await removeFromRepo(locks, work, signal);
  if (removed) return { removed, bytes: removed.reduce((sum, { bytes }) => sum + bytes, 0), inUse: [] };
  throw new HubError("cache-in-use", `${id.name} can't be removed from the cache: a process downloads to it`, {
    value: id.name,
    remedy: "wait until it is done, or end it",
  });
}

function whole({ repo, root, snapshots, blobs }: ScannedRepo): Removed {
  const copies = [...snapshots.values()].flat().filter(({ blob }) => blob === undefined);
  const own = blobs.filter(({ shared }) => !shared);
  const bytes = [...copies, ...own].reduce((sum, { size = 0 }) => sum + size, 0);
  return { repo, kind: "repo", file: root, bytes };
}

function oneRevision(scanned: ScannedRepo, revision: string): Removed[] {
  const commit = isCommit(revision) ? revision : scanned.refs.get(revision);
  if (commit && scanned.snapshots.has(commit)) return removalOf(scanned, new Set([commit]), () => false);
  throw notInCache(scanned.repo, revision);
}

function notInCache({ name }: RepoId, what: string): HubError {
  return new HubError("not-in-cache", `there is no ${what === name ? name : `${what} of ${name}`} in the cache`, {
    value: { repo: name, what },
    remedy: "look at what the cache holds; datasets and spaces are written datasets/owner/name, spaces/owner/name",
  });
}
