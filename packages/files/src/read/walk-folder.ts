import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { FilesError } from "../errors.ts";
import { readError } from "./read-error.ts";

/** What lies in a folder, or in one below it. */
export interface FolderEntry {
  /** Below the folder that was given, with "/" between its parts. */
  path: string;
  name: string;
  kind: "file" | "folder" | "link" | "other";
}

/** How far a folder is walked. */
export interface WalkOptions {
  /** The most files, folders and others that there may be. What is skipped is not counted. */
  maxEntries: number;
  /** The most folders in one another below the one that was given. */
  maxDepth: number;
  /** Says what to pass over, a folder with all that is in it. */
  skip?: (entry: FolderEntry) => boolean;
  signal?: AbortSignal;
}

/**
 * What lies in a folder and in those below it, in the order of paths. Links are named and not followed.
 *
 * @throws FilesError "too-many-files" beyond a bound, "file-not-found" and "file-unreadable" of a folder; the signal's reason.
 */
export async function walkFolder(
  root: string,
  { maxEntries, maxDepth, skip = () => false, signal }: WalkOptions,
): Promise<FolderEntry[]> {
  const found: FolderEntry[] = [];
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal?.throwIfAborted();
    for (const entry of await list(join(root, folder))) {
      const { name } = entry;
      const one: FolderEntry = { path: folder === "" ? name : `${folder}/${name}`, name, kind: kindOf(entry) };
      if (skip(one)) continue;
      if (found.push(one) > maxEntries) throw tooMany(root, `more than ${maxEntries} files and folders`);
      if (one.kind !== "folder") continue;
      if (one.path.split("/").length > maxDepth) throw tooMany(root, `folders more than ${maxDepth} deep`);
      folders.push(one.path);
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function list(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch((error) => {
    throw readError(folder, error);
  });
}

function kindOf(entry: Dirent): FolderEntry["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : "other";
}

function tooMany(root: string, what: string): FilesError {
  return new FilesError("too-many-files", `${root} holds ${what}`, {
    value: root,
    remedy: "give a folder inside it, or one that holds nothing else",
  });
}
