import type { PlannedFile } from "./upload-plan.ts";
import type { UploadWork } from "./upload-work.ts";

/** Writes a file's hashes into the journal, so that no later run computes them again. */
export function recordHash({ journal }: Pick<UploadWork, "journal">, file: PlannedFile): void {
  const { path, stamp, sha256, gitSha1 } = file;
  const known = journal.state.hashes.get(path);
  if (!(sha256 || gitSha1) || (known?.stamp === stamp && known.sha256 === sha256 && known.gitSha1 === gitSha1)) return;
  journal.write({ is: "hash", path, stamp, ...(sha256 && { sha256 }), ...(gitSha1 && { gitSha1 }) });
}
