import type { DownloadProgress } from "@tiny-cats/core/web";

/** How far a download is. */
export interface LoadingProgress extends DownloadProgress {
  /** Since it began; undefined until half a second has gone by. */
  bytesPerSecond?: number;
}

/** What is known of a model. */
export type ModelState<T> =
  | { phase: "idle" }
  | { phase: "loading"; progress?: LoadingProgress }
  | { phase: "ready"; model: T; source: URL; from: LoadingProgress["from"] }
  | { phase: "failed"; error: unknown };
