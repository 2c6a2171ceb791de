import { join } from "node:path";
import { safeJoin } from "@tiny-cats/files";
import type { RepoId } from "../repo-id.ts";
import { repoFolder } from "./repo-folder.ts";

/** Where things of one repository stand in a cache; the layout is that of huggingface_hub 2.0. */
export interface RepoCache {
  root: string;
  /** Where the locks stand. */
  locks: string;
  blob(oid: string): string;
  /** What was received of a blob so far. Not named as Python's partials, which its `hf cache prune` removes. */
  partial(oid: string): string;
  /** A name of our own: Python has "<oid>.lock", of another kind. */
  lock(oid: string): string;
  snapshot(commit: string): string;
  ref(revision: string): string;
  tree(commit: string): string;
  noExist(commit: string, path: string): string;
}

export const PARTIAL = ".tiny-cats-partial";
export const LOCK = ".tiny-cats-lock";

export function repoCache(cache: string, repo: RepoId): RepoCache {
  const root = join(cache, repoFolder(repo));
  const locks = join(cache, ".locks", repoFolder(repo));
  return {
    root,
    locks,
    blob: (oid) => join(root, "blobs", oid),
    partial: (oid) => join(root, "blobs", `${oid}${PARTIAL}`),
    lock: (oid) => join(locks, `${oid}${LOCK}`),
    snapshot: (commit) => join(root, "snapshots", commit),
    ref: (revision) => safeJoin(join(root, "refs"), revision),
    tree: (commit) => join(root, "trees", `${commit}.json`),
    noExist: (commit, path) => safeJoin(join(root, ".no_exist", commit), path),
  };
}
