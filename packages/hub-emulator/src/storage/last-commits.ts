import type { Commit } from "../git/commit.ts";
import { findEntry } from "./find-entry.ts";
import type { ObjectStore } from "./object-store.ts";

/** For each path, the commit that last changed what is there, found along first parents. */
export async function lastCommits(
  objects: ObjectStore,
  head: string,
  paths: readonly string[],
): Promise<Map<string, { id: string; commit: Commit }>> {
  const found = new Map<string, { id: string; commit: Commit }>();
  let open = new Set(paths);
  let id: string | undefined = head;
  while (id && open.size > 0) {
    const commit: Commit = await objects.commit(id);
    const parent: string | undefined = commit.parents[0];
    const before = parent && (await objects.commit(parent)).tree;
    // Most folders are the same trees on both sides; equal trees end the search at once.
    const stillOpen = new Set<string>();
    for (const path of open) {
      const now = await findEntry(objects, commit.tree, path);
      const then = before === commit.tree ? now : before && (await findEntry(objects, before, path));
      if (then && now?.id === then.id) stillOpen.add(path);
      else found.set(path, { id, commit });
    }
    open = stillOpen;
    id = parent;
  }
  return found;
}
