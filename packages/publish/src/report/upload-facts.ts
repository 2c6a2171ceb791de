import type { UploadResult } from "@tiny-cats/hub";

const IDLE = "nothing had to be sent";

/** What a report says of an upload, and of its tag. Speeds of one that sent nothing were not measured. */
export function uploadFacts(sent: UploadResult, tag: string | null) {
  const { repo_id, url, commit, pull_request, timestamp, files_deleted, bytes, seconds, bytes_resent } = sent;
  const idle = sent.files_uploaded.length === 0;
  return {
    ...{ repo_id, url, commit },
    ...(tag !== null && { tag }),
    ...(pull_request && { pull_request }),
    timestamp,
    files_uploaded: sent.files_uploaded.map(({ path }) => path),
    ...{ files_deleted, bytes, seconds, bytes_resent },
    mean_mb_per_s: idle ? null : sent.mean_mb_per_s,
    peak_mb_per_s: idle ? null : sent.peak_mb_per_s,
    not_measured: idle ? { mean_mb_per_s: IDLE, peak_mb_per_s: IDLE } : {},
  };
}
