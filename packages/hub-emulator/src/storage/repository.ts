import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { readJsonBounded, writeFileAtomic } from "@tiny-cats/files";
import { type Exclusive, mutex } from "./mutex.ts";
import { type ObjectStore, openObjectStore } from "./object-store.ts";
import { findRef, type Refs } from "./refs.ts";
import type { RepoRecord } from "./repo-record.ts";

/** One repository on disk. What changes it runs inside `exclusive`. */
export interface Repository {
  record: RepoRecord;
  refs: Refs;
  /** Its folder, which a new name changes. */
  place: { folder: string };
  objects: ObjectStore;
  exclusive: Exclusive;
  /** Where a large object lies, or would. */
  lfsPath(oid: string): string;
  /** A large object's length; undefined when it is absent. */
  lfsSize(oid: string): Promise<number | undefined>;
  /** The commit that a revision means. */
  resolve(revision: string): string | undefined;
  saveRefs(refs: Refs): Promise<void>;
  saveRecord(record: RepoRecord): Promise<void>;
}

const MAX_BYTES = 64 << 20;

/** Reads a repository's folder. */
export async function openRepository(folder: string): Promise<Repository> {
  // Asked for each time, for a repository may be renamed.
  const place = { folder };
  const objects = await openObjectStore(() => join(place.folder, "objects"));
  const repository: Repository = {
    record: (await readJsonBounded(join(folder, "repo.json"), { maxBytes: MAX_BYTES })) as RepoRecord,
    refs: (await readJsonBounded(join(folder, "refs.json"), { maxBytes: MAX_BYTES })) as Refs,
    place,
    objects,
    exclusive: mutex(),
    lfsPath: (oid) => join(place.folder, "lfs", oid),
    lfsSize: (oid) =>
      stat(repository.lfsPath(oid)).then(
        ({ size }) => size,
        () => undefined,
      ),
    resolve(revision) {
      const named = findRef(repository.refs, revision);
      if (named) return named;
      return repository.objects.get(revision)?.type === "commit" ? revision : undefined;
    },
    async saveRefs(refs) {
      await writeFileAtomic(join(place.folder, "refs.json"), JSON.stringify(refs));
      repository.refs = refs;
    },
    async saveRecord(record) {
      await writeFileAtomic(join(place.folder, "repo.json"), JSON.stringify(record));
      repository.record = record;
    },
  };
  return repository;
}

/** Lays out an empty repository in a folder that is not yet in its place. */
export async function initRepository(folder: string, record: RepoRecord): Promise<Repository> {
  await mkdir(join(folder, "objects"), { recursive: true });
  await mkdir(join(folder, "lfs"));
  await mkdir(join(folder, "incoming"));
  await writeFileAtomic(join(folder, "repo.json"), JSON.stringify(record));
  await writeFileAtomic(join(folder, "refs.json"), JSON.stringify({ branches: {}, tags: {}, pulls: {} }));
  return openRepository(folder);
}
