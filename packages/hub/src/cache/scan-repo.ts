import { lstat, readdir, readlink, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { RepoId } from "../repo-id.ts";
import { isCommit } from "../revision.ts";
import { isHidden } from "./hidden-file.ts";
import { isOid } from "./is-oid.ts";
import { readRef } from "./ref.ts";
import { PARTIAL } from "./repo-cache.ts";
import { repoOfFolder } from "./repo-folder.ts";

/** A file of a snapshot. */
export interface ScannedFile {
  /** In the repository. */
  path: string;
  /** On this machine. */
  file: string;
  /** Name of the blob that it is a link to; undefined for a copy, or a link elsewhere. */
  blob: string | undefined;
  /** Undefined where the link leads to nothing. */
  size: number | undefined;
  lastUsed: number;
}

/** Something in a repository's folder of blobs. */
export interface ScannedBlob {
  name: string;
  file: string;
  kind: "blob" | "partial" | "foreign";
  /** Of what a link leads to; undefined where it leads to nothing. */
  size: number | undefined;
  changed: number;
  /** Whether it leads into the store that Python shares between repositories. */
  shared: boolean;
}

/** All that stands in a repository's place in a cache. */
export interface ScannedRepo {
  repo: RepoId;
  root: string;
  /** By name, "refs/pr/1" for one. */
  refs: Map<string, string>;
  /** By commit. */
  snapshots: Map<string, ScannedFile[]>;
  blobs: ScannedBlob[];
}

/** Looks at a repository's folder; undefined where its name is no repository's. Links out of it are not followed to list what is there. */
export async function scanRepo(root: string): Promise<ScannedRepo | undefined> {
  const repo = repoOfFolder(basename(root));
  if (!repo || !(await lstat(root)).isDirectory()) return undefined;
  const snapshots = new Map<string, ScannedFile[]>();
  for (const commit of (await names(join(root, "snapshots"))).filter(isCommit))
    snapshots.set(commit, await scanSnapshot(root, commit));
  return {
    repo,
    root,
    refs: await scanRefs(join(root, "refs")),
    snapshots,
    blobs: await scanBlobs(join(root, "blobs")),
  };
}

async function scanRefs(root: string): Promise<Map<string, string>> {
  const refs = new Map<string, string>();
  for (const file of await filesBelow(root)) {
    const commit = await readRef(file);
    if (commit) refs.set(relative(root, file).split(sep).join("/"), commit);
  }
  return refs;
}

async function scanSnapshot(root: string, commit: string): Promise<ScannedFile[]> {
  const folder = join(root, "snapshots", commit);
  const blobs = join(root, "blobs");
  return Promise.all(
    (await filesBelow(folder)).map(async (file) => {
      const target = await readlink(file).then(
        (link) => resolve(dirname(file), link),
        () => undefined,
      );
      const info = await stat(file).catch(() => undefined);
      return {
        path: relative(folder, file).split(sep).join("/"),
        file,
        blob: target !== undefined && dirname(target) === blobs ? basename(target) : undefined,
        size: info?.size,
        lastUsed: Math.max(info?.atimeMs ?? 0, info?.mtimeMs ?? 0),
      };
    }),
  );
}

async function scanBlobs(root: string): Promise<ScannedBlob[]> {
  return Promise.all(
    (await names(root)).map(async (name) => {
      const file = join(root, name);
      const own = await lstat(file);
      const info = await stat(file).catch(() => undefined);
      return {
        name,
        file,
        kind: own.isDirectory() ? "foreign" : kindOf(name),
        size: info?.isFile() ? info.size : undefined,
        changed: own.mtimeMs,
        shared: own.isSymbolicLink() && dirname(await realpath(file).catch(() => file)) !== root,
      };
    }),
  );
}

function kindOf(name: string): ScannedBlob["kind"] {
  if (isOid(name)) return "blob";
  // Besides our own: Python's partials, and what a process killed amid making a link or copy left.
  const partial = name.endsWith(PARTIAL) || name.endsWith(".incomplete") || isHidden(name);
  return partial ? "partial" : "foreign";
}

async function names(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

/** Files and links below a folder; folders behind links are not entered. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
