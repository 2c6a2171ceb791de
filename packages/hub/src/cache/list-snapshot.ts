import { lstat, readdir, readlink, stat } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { gitBlobSha1File, safeJoin } from "@tiny-cats/files";
import type { WantedFile } from "../download/content.ts";
import { isOid } from "./is-oid.ts";

/** What a snapshot's folder holds; undefined where there is none. Links to nothing are left out. */
export async function listSnapshot(root: string): Promise<WantedFile[] | undefined> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!entries) return undefined;
  const files: WantedFile[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const file = join(entry.parentPath, entry.name);
    files.push(...(await describe(file, relative(root, file).split(sep).join("/"))));
  }
  return files;
}

/** One file of a snapshot, or none, in a list. */
export function findInSnapshot(root: string, path: string): Promise<WantedFile[]> {
  return describe(safeJoin(root, path), path);
}

/** A link names its content; of a copy, what it is now has to do. */
async function describe(file: string, path: string): Promise<WantedFile[]> {
  const info = await stat(file).catch(() => undefined);
  if (!info?.isFile()) return [];
  const oid = await oidOf(file);
  return [{ path, size: info.size, storage: oid.length === 64 ? "lfs" : "regular", oid }];
}

async function oidOf(file: string): Promise<string> {
  const name = (await lstat(file)).isSymbolicLink() ? basename(await readlink(file)) : "";
  return isOid(name) ? name : gitBlobSha1File(file);
}
