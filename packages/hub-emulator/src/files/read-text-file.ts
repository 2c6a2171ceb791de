import { findEntry } from "../storage/find-entry.ts";
import type { ObjectStore } from "../storage/object-store.ts";
import { readSlice } from "../storage/read-slice.ts";

const LARGEST = 1 << 20;

/** A small regular file of a tree as text; "" where there is none. */
export async function readTextFile(objects: ObjectStore, tree: string, path: string): Promise<string> {
  const entry = await findEntry(objects, tree, path);
  if (!entry || objects.get(entry.id)?.type !== "blob") return "";
  const slice = objects.slice(entry.id);
  return slice.length > LARGEST ? "" : (await readSlice(slice)).toString("utf8");
}
