import { mkdtemp, readdir, rm } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { sha256File } from "@tiny-cats/files";
import { download, type HubOptions, type RepoId } from "@tiny-cats/hub";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { DatasetFile } from "./dataset-tree.ts";

export interface VerifyDatasetOptions {
  hub: HubOptions;
  /** Where to download to; a folder of its own is made in it, and removed. */
  work: string;
  /** Whether files that people put there besides are allowed. */
  besides: (path: string) => boolean;
  onProgress?: (progress: { what: string; done: number; total: number }) => void;
}

/**
 * Downloads a commit anew and hashes every file of it.
 *
 * @throws TinyCatsError "verification-failed" with what is missing, different or too much; HubError
 */
export async function verifyDataset(
  repo: RepoId,
  commit: string,
  files: readonly DatasetFile[],
  { hub, work, besides, onProgress }: VerifyDatasetOptions,
): Promise<{ commit: string; files: number; bytes: number }> {
  const dir = await mkdtemp(join(work, ".verify-"));
  try {
    await download(repo, {
      ...hub,
      dir,
      revision: commit,
      onProgress: ({ bytes, total }) => onProgress?.({ what: "downloading", done: bytes, total }),
    });
    const there = await listFiles(dir);
    const wanted = new Map(files.map((file) => [file.path, file]));
    const missing = files.filter(({ path }) => !there.includes(path)).map(({ path }) => path);
    const extra = there.filter((path) => !wanted.has(path) && path !== ".gitattributes" && !besides(path));
    const different: string[] = [];
    for (const [i, { path, sha256 }] of files.entries()) {
      if (missing.includes(path)) continue;
      const found = await sha256File(join(dir, path), hub.signal ? { signal: hub.signal } : {});
      if (found !== sha256) different.push(path);
      onProgress?.({ what: "comparing", done: i + 1, total: files.length });
    }
    if (missing.length + extra.length + different.length > 0) throw unlike(repo, commit, { missing, extra, different });
    return { commit, files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Those of the repository: the client keeps notes of its own in .cache. */
async function listFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !path.startsWith(".cache/"));
}

type Unlike = Record<"missing" | "extra" | "different", string[]>;

function unlike(repo: RepoId, commit: string, found: Unlike): TinyCatsError {
  const told = Object.entries(found)
    .filter(([, paths]) => paths.length > 0)
    .map(
      ([what, paths]) => `${paths.length} ${what} (${paths.slice(0, 3).join(", ")}${paths.length > 3 ? ", ..." : ""})`,
    );
  return new TinyCatsError(
    "verification-failed",
    `what ${repo.name} has at ${commit.slice(0, 8)} is not what was published: ${told.join(", ")}`,
    { value: found, remedy: "publish again; it was not tagged. If it comes back, look at who else writes there" },
  );
}
