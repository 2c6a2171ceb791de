import { parseRepo, type Repo } from "../repo-id.ts";
import { connect } from "../request/connection.ts";
import { runPool } from "../run-pool.ts";
import type { WantedFile } from "./content.ts";
import type { DownloadOptions } from "./download-options.ts";
import { findFiles } from "./find-files.ts";
import { openTarget } from "./open-target.ts";

/** What a download would do. */
export interface DownloadPlan {
  /** That would look like the repository at the commit. */
  folder: string;
  commit: string;
  files: (WantedFile & {
    /** Whether it need not be fetched. */
    there: boolean;
  })[];
  /** Of all these files. */
  bytes: number;
  /** Of those that are not there, equal ones once. */
  bytesToFetch: number;
}

/**
 * What `download` would do with the same options; nothing is written.
 *
 * @throws as `download` does.
 */
export async function planDownload(repo: Repo, options: DownloadOptions): Promise<DownloadPlan> {
  const id = parseRepo(repo);
  const target = openTarget(id, options);
  const { commit, files } = await findFiles(connect(options), id, target, options);
  await target.check(files.map(({ path }) => path));
  const { verify = false, signal } = options;
  const there = new Set<string>();
  await runPool(
    files,
    8,
    async (file, stop) => {
      if (await target.has(commit, file, { verify, signal: stop })) there.add(file.path);
    },
    signal,
  );
  const missing = new Map(files.filter(({ path }) => !there.has(path)).map((file) => [file.oid, file.size]));
  return {
    folder: target.folder(commit),
    commit,
    files: files.map(({ path, size, storage, oid }) => ({ path, size, storage, oid, there: there.has(path) })),
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    bytesToFetch: [...missing.values()].reduce((sum, size) => sum + size, 0),
  };
}
