import type { GitObject } from "../git/git-object.ts";
import { makeObject } from "../git/make-object.ts";
import { FILE, FOLDER, type TreeEntry, writeTree } from "../git/tree.ts";

/** A tree being changed, path by path; only the folders on the way are read, and only changed ones written. */
export interface TreeEdit {
  /** Puts a blob at a path. @returns false where a file stands in the place of a folder, or a folder in that of the file. */
  set(path: string, id: string): Promise<boolean>;
  /** Takes a file (or, with `folder`, a folder) away. @returns whether it was there. */
  remove(path: string, options?: { folder?: boolean }): Promise<boolean>;
  /** The new root, and the trees it is made of. */
  finish(): { root: string; trees: GitObject[] };
}

interface Folder {
  entries: Map<string, TreeEntry>;
  opened: Map<string, Folder>;
}

/** @param root the id of the tree to begin with; undefined for an empty one. */
export async function editTree(
  readTree: (id: string) => Promise<ReadonlyMap<string, TreeEntry>>,
  root: string | undefined,
): Promise<TreeEdit> {
  const load = async (id: string): Promise<Folder> => ({
    entries: new Map(await readTree(id)),
    opened: new Map(),
  });
  const empty = (): Folder => ({ entries: new Map(), opened: new Map() });
  const top = root ? await load(root) : empty();

  async function enter(from: Folder, name: string, create: boolean): Promise<Folder | undefined> {
    const opened = from.opened.get(name);
    if (opened) return opened;
    const entry = from.entries.get(name);
    if (entry ? entry.mode !== FOLDER : !create) return undefined;
    const folder = entry ? await load(entry.id) : empty();
    from.entries.delete(name);
    from.opened.set(name, folder);
    return folder;
  }

  async function parentOf(path: string, create: boolean): Promise<[Folder | undefined, string]> {
    const parts = path.split("/");
    const name = parts.pop()!;
    let folder: Folder | undefined = top;
    for (const part of parts) {
      folder = await enter(folder, part, create);
      if (!folder) break;
    }
    return [folder, name];
  }

  return {
    async set(path, id) {
      const [folder, name] = await parentOf(path, true);
      if (!folder || isFolder(folder, name)) return false;
      folder.opened.delete(name);
      folder.entries.set(name, { mode: FILE, name, id });
      return true;
    },
    async remove(path, { folder: wantFolder = false } = {}) {
      const [folder, name] = await parentOf(path, false);
      if (!folder) return false;
      const there = wantFolder ? isFolder(folder, name) : folder.entries.get(name)?.mode === FILE;
      if (!there) return false;
      folder.opened.delete(name);
      folder.entries.delete(name);
      return true;
    },
    finish() {
      const trees: GitObject[] = [];
      return { root: finishFolder(top, trees).id, trees };
    },
  };
}

function isFolder(folder: Folder, name: string): boolean {
  const opened = folder.opened.get(name);
  return opened ? !isEmpty(opened) : folder.entries.get(name)?.mode === FOLDER;
}

function isEmpty(folder: Folder): boolean {
  return folder.entries.size === 0 && [...folder.opened.values()].every(isEmpty);
}

function finishFolder(folder: Folder, trees: GitObject[]): GitObject {
  const entries = [...folder.entries.values()];
  for (const [name, child] of folder.opened) {
    // Git knows no empty folder.
    if (!isEmpty(child)) entries.push({ mode: FOLDER, name, id: finishFolder(child, trees).id });
  }
  const tree = makeObject("tree", writeTree(entries));
  trees.push(tree);
  return tree;
}
