import type { Kernels } from "./kernels.ts";
import { multiplyTiles } from "./multiply-tiles.ts";
import { packColumns } from "./pack.ts";

/** Rows that are factored between two updates of what is left. */
export const FACTOR_BLOCK = 64;

/** Where the matrix and the room for the work are in the kernels' array. */
export interface FactorPlaces {
  /** size x size; the upper triangle is read and overwritten by the factor. */
  matrix: number;
  /** A multiple of 4. */
  size: number;
  /** 2 * FACTOR_BLOCK * size numbers. */
  room: number;
}

/**
 * Factors a positive semidefinite matrix A = P transpose(U) U transpose(P), pivots largest first: row i of U, from its diagonal on, stands in row i of
 * the matrix, and belongs to columns `order`. It ends where the largest pivot left is within rounding of 0: size * 2^-53 times the first.
 *
 * Yields the share done after each block. Method: pivoted Cholesky by blocks, as LAPACK's dpstrf (Higham 1990; Lucas 2004).
 * @returns the numerical rank, and which column each place in U's rows belongs to.
 */
export function* factorCovariance(
  kernels: Kernels,
  { matrix, size, room }: FactorPlaces,
): Generator<number, { rank: number; order: Int32Array }> {
  const a = kernels.numbers;
  const order = Int32Array.from({ length: size }, (_, i) => i);
  const sums = new Float64Array(size);
  let threshold = 0;
  for (let start = 0; start < size; start += FACTOR_BLOCK) {
    const end = Math.min(size, start + FACTOR_BLOCK);
    sums.fill(0);
    for (let j = start; j < end; j++) {
      if (j > start) for (let i = j; i < size; i++) sums[i] += a[matrix + (j - 1) * size + i] ** 2;
      let pivot = j;
      let largest = Number.NEGATIVE_INFINITY;
      for (let i = j; i < size; i++) {
        const left = a[matrix + i * size + i] - sums[i];
        if (left > largest) {
          largest = left;
          pivot = i;
        }
      }
      if (j === 0) threshold = largest * size * 2 ** -53;
      if (!(largest > threshold)) return { rank: j, order };
      if (pivot !== j) {
        swap(a, matrix, size, j, pivot);
        [order[j], order[pivot]] = [order[pivot], order[j]];
        sums[pivot] = sums[j];
      }
      finishRow(kernels, { matrix, size, room }, { start, row: j, diagonal: Math.sqrt(largest) });
    }
    updateRest(kernels, { matrix, size, room }, start, end);
    yield end / size;
  }
  return { rank: size, order };
}

/** Swaps rows and columns j < p of the upper triangle, and of the factor's rows above. */
function swap(a: Float64Array, matrix: number, size: number, j: number, p: number): void {
  const exchange = (x: number, y: number) => {
    const kept = a[matrix + x];
    a[matrix + x] = a[matrix + y];
    a[matrix + y] = kept;
  };
  for (let t = 0; t < j; t++) exchange(t * size + j, t * size + p);
  for (let i = j + 1; i < p; i++) exchange(j * size + i, i * size + p);
  for (let i = p + 1; i < size; i++) exchange(j * size + i, p * size + i);
  exchange(j * size + j, p * size + p);
}

function finishRow(
  kernels: Kernels,
  { matrix, size, room }: FactorPlaces,
  { start, row, diagonal }: { start: number; row: number; diagonal: number },
): void {
  const a = kernels.numbers;
  const at = matrix + row * size;
  const first = row & ~3;
  const weights = room;
  for (let t = start; t < row; t += 4) {
    for (let i = 0; i < 4; i++) a[weights + i] = t + i < row ? -a[matrix + (t + i) * size + row] : 0;
    kernels.sums(matrix + t * size + first, size, size - first, weights, at + first);
  }
  a[at + row] = diagonal;
  for (let i = row + 1; i < size; i++) a[at + i] /= diagonal;
}

function updateRest(kernels: Kernels, { matrix, size, room }: FactorPlaces, start: number, end: number): void {
  const columns = size - end;
  if (columns === 0) return;
  const rows = end - start;
  const from = { from: matrix + start * size + end, stride: size, rows, columns };
  const q = room + FACTOR_BLOCK * size;
  packColumns(kernels.numbers, { ...from, to: room, sign: -1 });
  packColumns(kernels.numbers, { ...from, to: q });
  multiplyTiles(kernels, {
    p: room,
    q,
    k: rows,
    c: matrix + end * size + end,
    stride: size,
    rows: columns,
    columns,
    upper: true,
  });
}
