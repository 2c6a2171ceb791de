import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Commit, readCommit } from "../git/commit.ts";
import type { GitObject } from "../git/git-object.ts";
import { readTree, type TreeEntry } from "../git/tree.ts";
import { type PackEntry, readPackIndex, writePack } from "./pack-file.ts";
import { readSlice } from "./read-slice.ts";

/** A part of a file on disk. */
export interface FileSlice {
  path: string;
  offset: number;
  length: number;
}

/** Git objects of one repository, in packs on disk; only their places are held in memory. */
export interface ObjectStore {
  get(id: string): PackEntry | undefined;
  /** Where an object's content lies. */
  slice(id: string): FileSlice;
  /** The entries of a tree by their names, in git's order. */
  tree(id: string): Promise<ReadonlyMap<string, TreeEntry>>;
  commit(id: string): Promise<Commit>;
  /** Writes what is not yet there, in one pack. */
  add(objects: Iterable<GitObject> | AsyncIterable<GitObject>): Promise<void>;
}

const CACHED = 2_000;

/** @param folder where the packs lie; asked each time, for a repository may be renamed. */
export async function openObjectStore(folder: () => string): Promise<ObjectStore> {
  const places = new Map<string, PackEntry & { pack: string }>();
  const trees = new Map<string, ReadonlyMap<string, TreeEntry>>();
  const commits = new Map<string, Commit>();

  const learn = (pack: string, entries: PackEntry[]) => {
    for (const entry of entries) places.set(entry.id, { ...entry, pack });
  };
  for (const name of await readdir(folder())) {
    if (name.endsWith(".pack")) learn(name, await readPackIndex(join(folder(), name)));
  }

  const slice = (id: string): FileSlice => {
    const place = places.get(id);
    if (!place) throw new Error(`object ${id} is missing`);
    return { path: join(folder(), place.pack), offset: place.offset, length: place.size };
  };
  const read = (id: string) => readSlice(slice(id));

  return {
    get: (id) => places.get(id),
    slice,
    tree: (id) => cached(trees, id, async () => new Map(readTree(await read(id)).map((entry) => [entry.name, entry]))),
    commit: (id) => cached(commits, id, async () => readCommit(await read(id))),
    async add(objects) {
      const pack = `${randomUUID()}.pack`;
      const written = new Set<string>();
      async function* missing() {
        for await (const object of objects) {
          if (places.has(object.id) || written.has(object.id)) continue;
          written.add(object.id);
          yield object;
        }
      }
      learn(pack, await writePack(join(folder(), pack), missing()));
    },
  };
}

async function cached<T>(cache: Map<string, T>, id: string, make: () => Promise<T>): Promise<T> {
  const known = cache.get(id);
  if (known) return known;
  const made = await make();
  if (cache.size >= CACHED) cache.delete(cache.keys().next().value!);
  cache.set(id, made);
  return made;
}
