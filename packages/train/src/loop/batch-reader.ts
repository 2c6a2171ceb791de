import type { Batch } from "../step/step.ts";
import type { Cursor } from "./checkpoints.ts";

/** A batch and where the one after it begins. */
export interface TrainingBatch {
  readonly batch: Batch;
  /** What each example counts for, see the step's `run`. */
  readonly shares?: Float32Array;
  /** The step's variant that it is for; its model unless told. */
  readonly variant?: string;
  readonly next: Cursor;
}

/** Gives batches from a place on, the same ones each time; an iterable that never ends goes through the data again and again. */
export type BatchSource = (from: Cursor, options: { readonly signal?: AbortSignal }) => AsyncIterable<TrainingBatch>;

/** Reads batches one by one, without waiting for one when the signal fires. */
export function openReader(source: BatchSource, from: Cursor, signal: AbortSignal | undefined) {
  const iterator = source(from, { ...(signal && { signal }) })[Symbol.asyncIterator]();
  return {
    /** The next batch; undefined when there is none, or the signal has fired. */
    async next(): Promise<TrainingBatch | undefined> {
      if (signal?.aborted) return undefined;
      let stop = () => {};
      const aborted = new Promise<undefined>((resolve) => {
        stop = () => resolve(undefined);
      });
      signal?.addEventListener("abort", stop, { once: true });
      try {
        const result = await Promise.race([iterator.next(), aborted]);
        return result?.done ? undefined : result?.value;
      } catch (error) {
        if (signal?.aborted) return undefined;
        throw error;
      } finally {
        signal?.removeEventListener("abort", stop);
      }
    },
    /** Lets the source clean up; one that is busy does so when it can, and is not waited for. */
    close(): void {
      iterator.return?.()?.catch(() => {});
    },
  };
}
