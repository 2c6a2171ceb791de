/** A file that an upload has put into the repository. */
export interface UploadedFile {
  path: string;
  bytes: number;
  /** Its sha256 where it is an LFS file, else git's sha1: what the Hub lists it by. */
  oid: string;
}

/** What an upload did, in the keys of a publishing report. */
export interface UploadResult {
  repo_id: string;
  /** The repository's page. */
  url: string;
  /** The branch's (or pull request's) head after it. */
  commit: string;
  /** The commits made, in their order; none where nothing had to be done. */
  commits: string[];
  /** The page and branch of the pull request, where one was asked for and something was to be done. */
  pull_request?: { url: string; number: number; revision: string };
  files_uploaded: UploadedFile[];
  files_deleted: string[];
  /** Paths that the repository's own .gitignore keeps out. */
  files_refused: string[];
  /** Of files_uploaded. */
  bytes: number;
  /** ISO 8601, when it ended. */
  timestamp: string;
  seconds: number;
  /** bytes / 10^6 / seconds, with everything that was to be done. */
  mean_mb_per_s: number;
  /** In the fastest second; 10^6 bytes. */
  peak_mb_per_s: number;
  /** Requests that had to be sent again. */
  retries: number;
  /** Bytes that went out more than once, now or (at the most) in a run that was stopped. */
  bytes_resent: number;
  /** Why no journal could be kept, so that another run would have begun anew. */
  journal_fault?: string;
}
