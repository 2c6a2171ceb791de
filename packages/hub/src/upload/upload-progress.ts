/** How far planning or uploading has got. Stages overlap; within each, nothing goes down. */
export interface UploadProgress {
  stage: "hashing" | "uploading" | "committing";
  /** Bytes done in this stage. */
  bytes: number;
  /** Bytes of this stage as far as known. */
  total: number;
  /** Files done in this stage. */
  files: number;
}

export interface StageCounter {
  /** More that this stage will have to do. */
  expect(bytes: number): void;
  /** Bytes done; below 0 where a transfer has to begin again. */
  add(bytes: number): void;
  fileDone(): void;
}

/** Counts one stage and reports it, never downwards. */
export function stageCounter(
  stage: UploadProgress["stage"],
  onProgress: ((progress: UploadProgress) => void) | undefined,
): StageCounter {
  let done = 0;
  let shown = 0;
  let total = 0;
  let files = 0;
  const report = () => {
    shown = Math.max(shown, done);
    total = Math.max(total, shown);
    onProgress?.({ stage, bytes: shown, total, files });
  };
  return {
    expect(bytes) {
      total += bytes;
    },
    add(bytes) {
      done += bytes;
      if (bytes > 0) report();
    },
    fileDone() {
      files++;
      report();
    },
  };
}
