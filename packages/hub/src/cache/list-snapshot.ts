import { lstat, readdir, readlink, stat } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { gitBlobSha1File } from "@tiny-cats/files";
import type { WantedFile } from "../download/content.ts";

/**
 * What a snapshot's folder holds; undefined where there is none. A link names its content; of a copy, what it is now has to do.
 * Links to nothing are left out.
 * With `only`, that path alone is looked at.
 */
export async function listSnapshot(root: string, only?: string): Promise<WantedFile[] | undefined> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!entries) return undefined;
  const files: WantedFile[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(root, file).split(sep).join("/");
    if (only !== undefined && path !== only) continue;
    const info = await stat(file).catch(() => undefined);
    if (!info?.isFile()) continue;
    const oid = await oidOf(file);
    files.push({ path, size: info.size, storage: oid.length === 64 ? "lfs" : "regular", oid });
  }
  return files;
}

async function oidOf(file: string): Promise<string> {
  if (!(await lstat(file)).isSymbolicLink()) return gitBlobSha1File(file);
  const name = basename(await readlink(file));
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name) ? name : gitBlobSha1File(file);
}
