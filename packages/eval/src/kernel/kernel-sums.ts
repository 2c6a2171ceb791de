import type { FeatureSet } from "../features/feature-set.ts";
import { part, type Work } from "../progress/work.ts";
import { kernelMatrix } from "./kernel-matrix.ts";

/** Sums of kernels within and between two sets, by picture; those within a set are without a picture's kernel with itself. */
export interface KernelSums {
  ofA: Float64Array;
  ofB: Float64Array;
  /** Of each picture of a with all of b. */
  across: Float64Array;
  /** Of each picture of b with all of a. */
  down: Float64Array;
}

/** All sums; their memory grows with the counts, not with their squares. */
export function* kernelSums(a: FeatureSet, b: FeatureSet): Work<KernelSums> {
  const { rows: ofA } = yield* part(kernelMatrix(a, a, { within: true }), 0, 0.33);
  const { rows: ofB } = yield* part(kernelMatrix(b, b, { within: true }), 0.33, 0.66);
  const { rows: across, columns: down } = yield* part(kernelMatrix(a, b), 0.66, 1);
  return { ofA, ofB, across, down };
}
