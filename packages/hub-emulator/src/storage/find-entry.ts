import { FOLDER, type TreeEntry } from "../git/tree.ts";
import type { ObjectStore } from "./object-store.ts";

/** The entry at a path below a tree; undefined when nothing is there. The root ("") is a folder without a name. */
export async function findEntry(objects: ObjectStore, tree: string, path: string): Promise<TreeEntry | undefined> {
  let entry: TreeEntry = { mode: FOLDER, name: "", id: tree };
  if (path === "") return entry;
  for (const part of path.split("/")) {
    if (entry.mode !== FOLDER) return undefined;
    const next: TreeEntry | undefined = (await objects.tree(entry.id)).get(part);
    if (!next) return undefined;
    entry = next;
  }
  return entry;
}
