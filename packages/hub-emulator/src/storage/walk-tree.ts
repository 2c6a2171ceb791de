import { FOLDER, type TreeEntry } from "../git/tree.ts";
import type { ObjectStore } from "./object-store.ts";

/** An entry with its path from the root. */
export interface PathEntry extends TreeEntry {
  path: string;
}

/** Entries of a tree in git's order, those of a folder behind it when `recursive`. */
export async function* walkTree(
  objects: ObjectStore,
  tree: string,
  { prefix = "", recursive = false }: { prefix?: string; recursive?: boolean } = {},
): AsyncGenerator<PathEntry> {
  for (const entry of (await objects.tree(tree)).values()) {
    const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
    yield { ...entry, path };
    if (recursive && entry.mode === FOLDER) yield* walkTree(objects, entry.id, { prefix: path, recursive });
  }
}
