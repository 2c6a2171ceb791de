/** How far reading or writing has got. */
export interface Progress {
  /** Bytes done. */
  bytes: number;
  /** Bytes in all, where that is known beforehand. */
  total: number | undefined;
}

export interface StreamOptions {
  /** Stops between two blocks; what was begun is undone. */
  signal?: AbortSignal;
  /** Called after each block of up to 1 MiB. */
  onProgress?: (progress: Progress) => void;
}

/** Bytes that are read or written at once. */
export const BLOCK = 1 << 20;
