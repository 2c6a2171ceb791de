import type { KernelMatrices } from "./kernel-matrices.ts";

/**
 * The unbiased estimate of the squared maximum mean discrepancy of some rows of two sets (Gretton et al. 2012, lemma 6); it may be below 0.
 *
 * @param rowsA rows of a that take part, 2 or more
 * @param rowsB rows of b that take part, 2 or more
 */
export function unbiasedMmd({ aa, bb, ab }: KernelMatrices, rowsA: Int32Array, rowsB: Int32Array): number {
  const countA = Math.sqrt(aa.length);
  const countB = Math.sqrt(bb.length);
  const m = rowsA.length;
  const n = rowsB.length;
  const withinA = sum(aa, rowsA, rowsA, countA) - diagonal(aa, rowsA, countA);
  const withinB = sum(bb, rowsB, rowsB, countB) - diagonal(bb, rowsB, countB);
  return withinA / (m * (m - 1)) + withinB / (n * (n - 1)) - (2 * sum(ab, rowsA, rowsB, countB)) / (m * n);
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
