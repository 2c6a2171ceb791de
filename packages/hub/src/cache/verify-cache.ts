import { gitBlobSha1File, sha256File } from "@tiny-cats/files";
import type { Repo, RepoId } from "../repo-id.ts";
import type { CacheOptions } from "./list-cache.ts";
import { repoCache } from "./repo-cache.ts";
import { scanCache } from "./scan-cache.ts";
import type { ScannedRepo } from "./scan-repo.ts";
import { readTree } from "./tree-file.ts";

export interface VerifyCacheOptions extends CacheOptions {
  /** That alone; every repository unless told. */
  repo?: Repo;
  onProgress?: (progress: { file: string; bytes: number; total: number }) => void;
}

/** What is wrong in a cache. */
export interface CacheFault {
  repo: RepoId;
  /** On this machine. */
  file: string;
  /** Its content is not what its name, or the commit's listing, says; a link leads to nothing; nobody knows what it is. */
  kind: "damaged" | "missing" | "foreign";
}

/** What a look at a cache found. */
export interface CacheVerification {
  /** Contents that were hashed. */
  contents: number;
  bytes: number;
  faults: CacheFault[];
}

/**
 * Hashes everything in a cache and compares it with its name; copies, with the listing of their commit. What a listing names and nobody
 * downloaded is no fault. Nothing is changed: what is damaged is fetched again by a download with `verify`.
 *
 * @throws HubError "invalid-repo"; FilesError "file-unreadable"; the signal's reason.
 */
export async function verifyCache({ cache, repo, signal, onProgress }: VerifyCacheOptions): Promise<CacheVerification> {
  const repos = await scanCache(cache, { repo, signal });
  const checks = (await Promise.all(repos.map((scanned) => checksOf(cache, scanned)))).flat();
  const total = checks.reduce((sum, { size }) => sum + size, 0);
  const faults: CacheFault[] = repos.flatMap(faultsAtSight);
  let bytes = 0;
  for (const { repo, file, oid, size } of checks) {
    signal?.throwIfAborted();
    const hash = oid.length === 64 ? sha256File : gitBlobSha1File;
    if ((await hash(file, { signal })) !== oid) faults.push({ repo, file, kind: "damaged" });
    bytes += size;
    onProgress?.({ file, bytes, total });
  }
  return { contents: checks.length, bytes, faults };
}

interface Check {
  repo: RepoId;
  file: string;
  /** What its hash must be. */
  oid: string;
  size: number;
}

async function checksOf(cache: string, { repo, snapshots, blobs }: ScannedRepo): Promise<Check[]> {
  const checks: Check[] = blobs
    .filter(({ kind, size }) => kind === "blob" && size !== undefined)
    .map(({ name, file, size }) => ({ repo, file, oid: name, size: size! }));
  for (const [commit, files] of snapshots) {
    const copies = files.filter(({ blob, size }) => blob === undefined && size !== undefined);
    if (copies.length === 0) continue;
    const listing = new Map(
      (await readTree(repoCache(cache, repo).tree(commit)))?.map((file) => [file.path, file.oid]),
    );
    for (const { path, file, size } of copies) {
      const oid = listing.get(path);
      if (oid) checks.push({ repo, file, oid, size: size! });
    }
  }
  return checks;
}

function faultsAtSight({ repo, snapshots, blobs }: ScannedRepo): CacheFault[] {
  const broken = [...snapshots.values()].flat().filter(({ size }) => size === undefined);
  const foreign = blobs.filter(({ kind }) => kind === "foreign");
  return [
    ...broken.map(({ file }) => ({ repo, file, kind: "missing" as const })),
    ...foreign.map(({ file }) => ({ repo, file, kind: "foreign" as const })),
  ];
}
