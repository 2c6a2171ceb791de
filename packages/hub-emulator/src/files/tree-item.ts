import { FOLDER, type TreeEntry } from "../git/tree.ts";
import { lastCommits } from "../storage/last-commits.ts";
import type { ObjectStore } from "../storage/object-store.ts";

/** An entry of a tree as the Hub's API tells it. */
export interface TreeItem {
  type: "file" | "directory";
  /** Id of the blob (of the pointer, for a large object) or tree. */
  oid: string;
  /** Bytes; 0 of a folder. */
  size: number;
  path: string;
  lfs?: { oid: string; size: number; pointerSize: number };
  lastCommit?: { id: string; title: string; date: string };
}

/** Entries with their paths as the API's items; with the last commit of each when `head` is given. */
export async function treeItems(
  objects: ObjectStore,
  entries: readonly (TreeEntry & { path: string })[],
  { head }: { head?: string | undefined } = {},
): Promise<TreeItem[]> {
  const commits =
    head === undefined
      ? undefined
      : await lastCommits(
          objects,
          head,
          entries.map(({ path }) => path),
        );
  return entries.map(({ mode, id, path }) => {
    const last = commits?.get(path);
    const lastCommit = last && {
      id: last.id,
      title: last.commit.message.split("\n")[0]!,
      date: new Date(last.commit.seconds * 1000).toISOString(),
    };
    if (mode === FOLDER) return { type: "directory", oid: id, size: 0, path, ...(lastCommit && { lastCommit }) };
    const { size, lfs } = objects.get(id)!;
    return {
      type: "file",
      oid: id,
      size: lfs?.size ?? size,
      ...(lfs && { lfs: { oid: lfs.oid, size: lfs.size, pointerSize: size } }),
      path,
      ...(lastCommit && { lastCommit }),
    };
  });
}
