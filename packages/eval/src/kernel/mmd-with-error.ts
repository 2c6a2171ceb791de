import { jackknifeVariance } from "../sampling/jackknife-variance.ts";
import type { KernelMatrices } from "./kernel-matrices.ts";

/**
 * The unbiased squared discrepancy of two whole sets, and its standard error by the jackknife: each picture of each set left out once (Efron and Stein
 * 1981; Arvesen 1969 for two samples).
 */
export function mmdWithError({ aa, bb, ab }: KernelMatrices): { value: number; error: number } {
  const m = Math.sqrt(aa.length);
  const n = Math.sqrt(bb.length);
  const ofA = rowSums(aa, m, m, true);
  const ofB = rowSums(bb, n, n, true);
  const across = rowSums(ab, m, n, false);
  const down = columnSums(ab, m, n);
  const [totalA, totalB, total] = [ofA, ofB, across].map((sums) => sums.reduce((all, one) => all + one, 0));
  const estimate = (a: number, b: number, c: number, i: number, j: number) =>
    a / (i * (i - 1)) + b / (j * (j - 1)) - (2 * c) / (i * j);
  const value = estimate(totalA, totalB, total, m, n);
  const withoutA = ofA.map((one, i) => estimate(totalA - 2 * one, totalB, total - across[i], m - 1, n));
  const withoutB = ofB.map((one, j) => estimate(totalA, totalB - 2 * one, total - down[j], m, n - 1));
  return { value, error: Math.sqrt(jackknifeVariance(withoutA) + jackknifeVariance(withoutB)) };
}

function rowSums(matrix: Float64Array, rows: number, columns: number, offDiagonal: boolean): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += matrix[i * columns + j];
    return offDiagonal ? sum - matrix[i * (columns + 1)] : sum;
  });
}

function columnSums(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) sums[j] += matrix[i * columns + j];
  }
  return sums;
}
