import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { readTextBounded, removeStaleTemporaries, writeFileAtomic } from "@tiny-cats/files";
import { type Exclusive, mutex } from "./mutex.ts";
import type { RepoRecord, RepoType } from "./repo-record.ts";
import { initRepository, openRepository, type Repository } from "./repository.ts";

/** All repositories of one folder. */
export interface Storage {
  /** What addresses of downloads and uploads are signed with. */
  secret: string;
  list(): Repository[];
  get(type: RepoType, id: string): Repository | undefined;
  /** Makes a repository and fills it before it is seen; undefined when one of that name, in any case, is there. */
  create(record: RepoRecord, fill: (repository: Repository) => Promise<void>): Promise<Repository | undefined>;
  remove(repository: Repository): Promise<void>;
  /** Gives a repository another name; false when that is taken. */
  move(repository: Repository, id: string): Promise<boolean>;
}

const TYPES: readonly RepoType[] = ["model", "dataset", "space"];

/** Opens a folder, which is made where it is missing, and clears what a killed process left half-done. */
export async function openStorage(dir: string): Promise<Storage> {
  const exclusive: Exclusive = mutex();
  const repos = new Map<string, Repository>();
  const key = (type: RepoType, id: string) => `${type} ${id}`.toLowerCase();
  const folderOf = (type: RepoType, id: string) => join(dir, `${type}s`, ...id.split("/"));

  for (const name of ["staging", "trash"]) {
    await rm(join(dir, name), { recursive: true, force: true });
    await mkdir(join(dir, name), { recursive: true });
  }
  for (const type of TYPES) {
    for (const namespace of await list(join(dir, `${type}s`))) {
      for (const name of await list(join(dir, `${type}s`, namespace))) {
        const folder = folderOf(type, `${namespace}/${name}`);
        await clear(folder);
        const repository = await openRepository(folder);
        // A rename may have been killed before it reached the record.
        repository.record.id = `${namespace}/${name}`;
        repos.set(key(type, repository.record.id), repository);
      }
    }
  }

  return {
    secret: await readSecret(join(dir, "secret")),
    list: () => [...repos.values()],
    get(type, id) {
      const repository = repos.get(key(type, id));
      return repository?.record.id === id ? repository : undefined;
    },
    create: (record, fill) =>
      exclusive(async () => {
        if (repos.has(key(record.type, record.id))) return undefined;
        const staging = join(dir, "staging", randomUUID());
        const repository = await initRepository(staging, record);
        await fill(repository);
        await place(repository, folderOf(record.type, record.id));
        repos.set(key(record.type, record.id), repository);
        return repository;
      }),
    remove: (repository) =>
      exclusive(async () => {
        const { type, id } = repository.record;
        repos.delete(key(type, id));
        const trash = join(dir, "trash", randomUUID());
        await rename(repository.place.folder, trash);
        repository.place.folder = trash;
        await rm(trash, { recursive: true, force: true });
      }),
    move: (repository, id) =>
      exclusive(async () => {
        const { record } = repository;
        if (repos.has(key(record.type, id))) return false;
        await place(repository, folderOf(record.type, id));
        await repository.saveRecord({ ...record, id });
        repos.delete(key(record.type, record.id));
        repos.set(key(record.type, id), repository);
        return true;
      }),
  };
}

async function place(repository: Repository, folder: string): Promise<void> {
  await mkdir(join(folder, ".."), { recursive: true });
  await rename(repository.place.folder, folder);
  repository.place.folder = folder;
}

function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function clear(folder: string): Promise<void> {
  await rm(join(folder, "incoming"), { recursive: true, force: true });
  await mkdir(join(folder, "incoming"));
  for (const name of ["", "objects", "lfs"]) await removeStaleTemporaries(join(folder, name));
}

async function readSecret(path: string): Promise<string> {
  try {
    return await readTextBounded(path, { maxBytes: 100 });
  } catch {
    const secret = randomBytes(32).toString("hex");
    await writeFileAtomic(path, secret, { mode: 0o600 });
    return secret;
  }
}
