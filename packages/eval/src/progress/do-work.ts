import type { Work } from "./work.ts";

/** How to follow a long computation and to end it early. */
export interface WorkOptions {
  signal?: AbortSignal;
  /** Told the share done, 0 to 1. */
  onProgress?(share: number): void;
}

const MOST_MS = 50;

/** Does work to its end, giving way to the event loop about every 50 ms. */
export async function doWork<T>(work: Work<T>, { signal, onProgress }: WorkOptions = {}): Promise<T> {
  signal?.throwIfAborted();
  let paused = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) {
      onProgress?.(1);
      return value;
    }
    if (performance.now() - paused < MOST_MS) continue;
    onProgress?.(value);
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    paused = performance.now();
  }
}
