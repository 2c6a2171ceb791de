import { pagePath } from "../repo-id.ts";
import type { Commits } from "./commit-all.ts";
import type { PreparedUpload } from "./prepare-upload.ts";
import type { Modes } from "./preupload.ts";
import type { UploadResult } from "./upload-result.ts";
import type { UploadWork } from "./upload-work.ts";

/** What was done, in the keys of a publishing report. */
export function uploadResultOf(
  { connection, speed, tally }: UploadWork,
  { plan }: PreparedUpload,
  { modes, commits, started }: { modes: Modes; commits: Commits; started: number },
): UploadResult {
  const uploaded = [
    ...modes.lfs.map(({ path, bytes, sha256 }) => ({ path, bytes, oid: sha256! })),
    ...modes.regular.map(({ path, bytes, gitSha1 }) => ({ path, bytes, oid: gitSha1! })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const bytes = uploaded.reduce((sum, file) => sum + file.bytes, 0);
  const seconds = (performance.now() - started) / 1000;
  const { pull } = commits;
  return {
    repo_id: plan.repo.name,
    url: `${connection.endpoint}/${pagePath(plan.repo)}`,
    commit: commits.oids.at(-1) ?? plan.commit,
    commits: commits.oids,
    ...(pull && { pull_request: { ...pull, revision: `refs/pr/${pull.number}` } }),
    files_uploaded: uploaded,
    files_deleted: commits.oids.length > 0 ? plan.deleted.map(({ path }) => path) : [],
    files_refused: modes.refused.map(({ path }) => path),
    bytes,
    timestamp: new Date().toISOString(),
    seconds,
    mean_mb_per_s: bytes / 1e6 / seconds,
    peak_mb_per_s: speed.peak(),
    retries: connection.spent.retries,
    bytes_resent: tally.resent,
  };
}
