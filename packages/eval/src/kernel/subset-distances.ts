import type { FeatureSet } from "../features/feature-set.ts";
import { part, type Work } from "../progress/work.ts";
import { randomSubset } from "../sampling/random-indices.ts";
import { kernelMatrix } from "./kernel-matrix.ts";
import { kernelSums } from "./kernel-sums.ts";
import { unbiasedMmd } from "./unbiased-mmd.ts";

/** Kernels that are kept at most, 8 bytes each: where they fit, each is computed once however many subsets it is in. */
const MOST_KEPT = 2 ** 25;

/** How many random subsets of how many pictures of each set. */
export interface Subsets {
  subsets: number;
  size: number;
  seed: number;
}

/** The unbiased squared discrepancy of random subsets of two sets. */
export function* subsetDistances(a: FeatureSet, b: FeatureSet, { subsets, size, seed }: Subsets): Work<Float64Array> {
  const fits = a.count ** 2 + b.count ** 2 + a.count * b.count <= MOST_KEPT;
  const ofKept = fits ? yield* part(keptKernels(a, b), 0, 0.3) : undefined;
  const distances = new Float64Array(subsets);
  for (let i = 0; i < subsets; i++) {
    const rowsA = randomSubset(size, a.count, { seed, index: 2 * i });
    const rowsB = randomSubset(size, b.count, { seed, index: 2 * i + 1 });
    const [from, to] = [i, i + 1].map((turn) => (fits ? 0.3 : 0) + ((fits ? 0.7 : 1) * turn) / subsets);
    distances[i] = ofKept
      ? ofKept(rowsA, rowsB)
      : yield* part(computed(gathered(a, rowsA), gathered(b, rowsB)), from, to);
    yield to;
  }
  return distances;
}

function* keptKernels(a: FeatureSet, b: FeatureSet): Work<(rowsA: Int32Array, rowsB: Int32Array) => number> {
  const { kernels: aa } = yield* part(kernelMatrix(a, a, { within: true, keep: true }), 0, 0.33);
  const { kernels: bb } = yield* part(kernelMatrix(b, b, { within: true, keep: true }), 0.33, 0.66);
  const { kernels: ab } = yield* part(kernelMatrix(a, b, { keep: true }), 0.66, 1);
  return (rowsA, rowsB) => {
    const totals = {
      withinA: sum(aa!, rowsA, rowsA, a.count) - diagonal(aa!, rowsA, a.count),
      withinB: sum(bb!, rowsB, rowsB, b.count) - diagonal(bb!, rowsB, b.count),
      between: sum(ab!, rowsA, rowsB, b.count),
    };
    return unbiasedMmd(totals, rowsA.length, rowsB.length);
  };
}

function* computed(a: FeatureSet, b: FeatureSet): Work<number> {
  const { ofA, ofB, across } = yield* kernelSums(a, b);
  const [withinA, withinB, between] = [ofA, ofB, across].map((sums) => sums.reduce((all, one) => all + one, 0));
  return unbiasedMmd({ withinA, withinB, between }, a.count, b.count);
}

function gathered({ extractor, data }: FeatureSet, rows: Int32Array): FeatureSet {
  const { dimension } = extractor;
  const out = new Float64Array(rows.length * dimension);
  rows.forEach((row, i) => {
    out.set(data.subarray(row * dimension, (row + 1) * dimension), i * dimension);
  });
  return { extractor, data: out, count: rows.length };
}

function sum(matrix: Float64Array, rows: Int32Array, columns: Int32Array, stride: number): number {
  let all = 0;
  for (const row of rows) {
    let one = 0;
    for (const column of columns) one += matrix[row * stride + column];
    all += one;
  }
  return all;
}

function diagonal(matrix: Float64Array, rows: Int32Array, stride: number): number {
  return rows.reduce((all, row) => all + matrix[row * (stride + 1)], 0);
}
