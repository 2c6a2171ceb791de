import type { HubOptions } from "../hub-options.ts";
import type { Patterns } from "../patterns.ts";
import type { DownloadProgress } from "./progress.ts";

/** Where files are put: exactly one of the two. */
export interface TargetOptions {
  /** A cache, laid out as huggingface_hub 2.0 does and shared with it; see `defaultCache`. */
  cache?: string;
  /** A folder that looks like the repository. What is changed there by hand is fetched again. */
  dir?: string;
}

interface SourceOptions extends TargetOptions, HubOptions {
  /** A branch, tag, commit or "refs/pr/1": main unless told. It is resolved once; all files are of one commit. */
  revision?: string;
  /** Sends no request: only what is there already counts. */
  offline?: boolean;
  /** Hashes what is there already, too; otherwise its size is looked at. */
  verify?: boolean;
}

export interface DownloadFileOptions extends SourceOptions {
  onProgress?: (progress: DownloadProgress) => void;
}

export interface DownloadOptions extends DownloadFileOptions, Patterns {
  /** Files that are fetched at a time: 8 unless told. */
  concurrency?: number;
}
