import type { FeatureSet } from "../features/feature-set.ts";
import { eachPair } from "../neighbours/pairs.ts";
import type { Work } from "../progress/work.ts";

/** The kernel (x . y / d + 1)^3 of Binkowski et al. 2018 between all rows of two sets, or its sums alone. */
export interface KernelMatrix {
  /** Row by row; undefined unless it was to be kept. */
  kernels?: Float64Array;
  /** Sum of each row; of a set with itself without the diagonal. */
  rows: Float64Array;
  /** Sum of each column; of a set with itself without the diagonal. */
  columns: Float64Array;
}

/** What is to be done with the kernels: `within` for a set with itself, `keep` for all of them rather than their sums. */
export interface KernelMatrixOptions {
  within?: boolean;
  keep?: boolean;
}

/** Kernels between all rows of two sets. */
export function* kernelMatrix(
  a: FeatureSet,
  b: FeatureSet,
  { within = false, keep = false }: KernelMatrixOptions = {},
): Work<KernelMatrix> {
  const { dimension } = a.extractor;
  const kernels = keep ? new Float64Array(a.count * b.count) : undefined;
  const rows = new Float64Array(a.count);
  const columns = within ? rows : new Float64Array(b.count);
  const visit = (i: number, j: number, product: number) => {
    if (within && j < i) return;
    const base = product / dimension + 1;
    const kernel = base * base * base;
    if (kernels) {
      kernels[i * b.count + j] = kernel;
      if (within) kernels[j * b.count + i] = kernel;
    }
    if (within && i === j) return;
    rows[i] += kernel;
    columns[j] += kernel;
  };
  yield* eachPair(
    a,
    b,
    "tile",
    ({ values, stride, firstA, firstB, rowsA, rowsB }) => {
      for (let i = 0; i < rowsA; i++) {
        for (let j = 0; j < rowsB; j++) visit(firstA + i, firstB + j, values[i * stride + j]);
      }
    },
    { within },
  );
  return { kernels, rows, columns };
}
