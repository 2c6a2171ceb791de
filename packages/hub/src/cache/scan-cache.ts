import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseRepo, type Repo } from "../repo-id.ts";
import { repoFolder } from "./repo-folder.ts";
import { type ScannedRepo, scanRepo } from "./scan-repo.ts";

/** Every repository of a cache, or the one that is meant; none where there is no cache. */
export async function scanCache(
  cache: string,
  { repo, signal }: { repo?: Repo; signal?: AbortSignal } = {},
): Promise<ScannedRepo[]> {
  const names = (await readdir(cache).catch(() => [])).sort();
  const only = repo === undefined ? undefined : repoFolder(parseRepo(repo));
  const repos: ScannedRepo[] = [];
  for (const name of names) {
    signal?.throwIfAborted();
    if (only !== undefined && name !== only) continue;
    const scanned = await scanRepo(join(resolve(cache), name));
    if (scanned) repos.push(scanned);
  }
  return repos;
}
