import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** More than any published model has. */
const MOST_ENTRIES = 20_000;
const DEEPEST = 16;

/** What lies in a folder. */
export interface Entry {
  /** Below the folder, "/" between its parts. */
  path: string;
  kind: "file" | "link" | "other";
}

/**
 * Everything in a folder but folders, in the order of its path. Links are named and not followed; .git is left out.
 *
 * @throws TinyCatsError "folder-too-large" over 20,000 entries or 16 levels
 */
export async function walkFolder(root: string, { signal }: { signal?: AbortSignal } = {}): Promise<Entry[]> {
  const entries: Entry[] = [];
  const folders = [""];
  let seen = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal?.throwIfAborted();
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (path === ".git") continue;
      if (++seen > MOST_ENTRIES) throw tooLarge(`more than ${MOST_ENTRIES} files and folders`);
      if (!entry.isDirectory()) {
        entries.push({ path, kind: entry.isFile() ? "file" : entry.isSymbolicLink() ? "link" : "other" });
      } else if (path.split("/").length > DEEPEST) throw tooLarge(`folders more than ${DEEPEST} deep`);
      else folders.push(path);
    }
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function tooLarge(what: string): TinyCatsError {
  return new TinyCatsError("folder-too-large", `the folder holds ${what}, which no published model does`, {
    value: what,
    remedy: "name the folder of the model itself, or take out of it what is not to be published",
  });
}
