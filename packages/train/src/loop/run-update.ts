import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Batch, RunOptions, Step, StepResult } from "../step/step.ts";
import { isOutOfMemory } from "./is-out-of-memory.ts";

/** An update, and the examples that were computed at a time where memory was too short for more. */
export interface UpdateDone extends StepResult {
  readonly microBatch: number | undefined;
}

/**
 * Makes one update. Where memory does not suffice, half as many examples are computed at a time, and the update is the same.
 *
 * Throws `out-of-memory` where it does not suffice for one example, and what the step throws.
 */
export async function runUpdate(
  step: Step,
  batch: Batch,
  { onShort, ...options }: RunOptions & { onShort: (microBatch: number) => Promise<void> },
): Promise<UpdateDone> {
  let microBatch = options.microBatch;
  let shrunk = false;
  for (;;) {
    try {
      const done = await step.run(batch, { ...options, ...(microBatch !== undefined && { microBatch }) });
      return { ...done, microBatch: shrunk ? microBatch : undefined };
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      const now = Math.min(microBatch ?? Number.POSITIVE_INFINITY, examplesOf(batch));
      if (now <= 1) throw outOfMemory(error as Error);
      microBatch = Math.ceil(now / 2);
      shrunk = true;
      await onShort(microBatch);
    }
  }
}

/** How many examples a batch has. */
export function examplesOf(batch: Batch): number {
  return Object.values(batch)[0]?.shape[0] ?? 0;
}

function outOfMemory(cause: Error): TinyCatsError {
  return new TinyCatsError("out-of-memory", `there is no memory for one example: ${cause.message}`, {
    value: 1,
    remedy: "train a smaller model or smaller pictures, give it more segments, or free memory.",
    cause,
  });
}
