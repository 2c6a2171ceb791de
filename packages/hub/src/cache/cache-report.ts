import type { RepoId } from "../repo-id.ts";

/** A snapshot in a cache. */
export interface CachedRevision {
  commit: string;
  /** Branches, tags and the like that stand at it. */
  refs: string[];
  folder: string;
  files: number;
  /** Of its files, a content that several of them have counted once. */
  bytes: number;
}

/** A repository in a cache. */
export interface CachedRepo extends RepoId {
  folder: string;
  revisions: CachedRevision[];
  /** Of all that is stored for it, what several revisions share counted once; a blob in the store that Python shares between repositories included. */
  bytes: number;
  /** Of downloads that broke off. */
  partialBytes: number;
  /** When a file was last read or fetched, as far as the file system tells. */
  lastUsed: Date;
}
