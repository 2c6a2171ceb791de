import { checkConcurrency } from "../check-concurrency.ts";
import { parseRepo, type Repo } from "../repo-id.ts";
import { connect } from "../request/connection.ts";
import { bringFiles } from "./bring-files.ts";
import type { DownloadOptions } from "./download-options.ts";
import type { Downloaded } from "./downloaded.ts";
import { findFiles } from "./find-files.ts";
import { openTarget } from "./open-target.ts";

/**
 * Downloads a repository, or those of its files that `include` and `exclude` leave, into a cache or a folder. A file gets its name when its
 * size and hash are the Hub's; what is there already is not fetched again; what broke off is gone on with, also by a later run. Processes
 * that want the same file wait for each other.
 *
 * @throws HubError "integrity-failed", "offline-missing", "invalid-target", "invalid-concurrency", "invalid-repo", and others of a request; FilesError "unsafe-path"
 * before anything is written, those of writeFileAtomic and withLock; the signal's reason.
 */
export async function download(repo: Repo, options: DownloadOptions): Promise<Downloaded> {
  const begun = performance.now();
  const { revision = "main", concurrency } = options;
  checkConcurrency(concurrency);
  const id = parseRepo(repo);
  const connection = connect(options);
  const target = openTarget(id, options);
  const found = await findFiles(connection, id, target, options);
  const done = await bringFiles({ connection, repo: id, target, revision, ...found }, options);
  return { ...done, seconds: (performance.now() - begun) / 1000 };
}
