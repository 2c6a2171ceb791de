import type { Kernels } from "./kernels.ts";
import { multiplyTiles } from "./multiply-tiles.ts";
import { packColumns } from "./pack.ts";
import { reflect } from "./reflect.ts";

const BLOCK = 32;

/** Where the matrix and the room for the work are in the kernels' array. */
export interface BidiagonalPlaces {
  /** rows x columns, overwritten. */
  matrix: number;
  /** A multiple of 4, no fewer than columns. */
  rows: number;
  /** A multiple of 4. */
  columns: number;
  room: number;
}

/** How many numbers of room `bidiagonalize` needs. */
export function bidiagonalRoom(rows: number, columns: number): number {
  return 4 * BLOCK * (rows + columns) + 2 * BLOCK;
}

/**
 * The diagonal and the numbers above it of an upper bidiagonal matrix with the singular values of this one.
 *
 * Yields the share done after each block. Method: Householder reflections from both sides by blocks (Golub and Kahan 1965; Dongarra,
 * Sorensen and Hammarling 1989, as LAPACK's dgebrd).
 */
export function* bidiagonalize(
  kernels: Kernels,
  { matrix, rows: m, columns: n, room }: BidiagonalPlaces,
): Generator<number, { diagonal: Float64Array; above: Float64Array }> {
  const a = kernels.numbers;
  const diagonal = new Float64Array(n);
  const above = new Float64Array(n - 1);
  const v = room;
  const x = v + BLOCK * m;
  const y = x + BLOCK * m;
  const u = y + BLOCK * n;
  const weights = u + BLOCK * n;
  const otherWeights = weights + BLOCK;
  const p = otherWeights + BLOCK;
  const q = p + 2 * BLOCK * m;

  /** target += rows of `left` and `right` by their weights, from column `first` on. */
  const combine = (target: number, length: number, first: number, ...terms: [number, number, number][]) => {
    for (const [from, count, by] of terms) {
      for (let t = 0; t < count; t += 4)
        kernels.sums(from + t * length + first, length, length - first, by + t, target + first);
    }
  };
  /** weights = minus the products of the first `count` rows with a vector. */
  const project = (from: number, count: number, length: number, first: number, vector: number, by: number) => {
    for (let t = 0; t < count; t += 4)
      kernels.dots(from + t * length + first, length, length - first, vector + first, by + t);
    for (let t = 0; t < BLOCK; t++) a[by + t] = t < count ? -a[by + t] : 0;
  };
  /** weights = minus one column of the first `count` rows. */
  const column = (from: number, count: number, length: number, place: number, by: number) => {
    for (let t = 0; t < BLOCK; t++) a[by + t] = t < count ? -a[from + t * length + place] : 0;
  };
  const scale = (from: number, first: number, length: number, by: number) => {
    for (let i = 0; i < first; i++) a[from + i] = 0;
    for (let i = first; i < length; i++) a[from + i] *= by;
  };

  for (let start = 0; start < n; start += BLOCK) {
    a.fill(0, v, weights);
    const end = Math.min(n, start + BLOCK);
    for (let i = start; i < end; i++) {
      const b = i - start;
      const vi = v + b * m;
      const firstRow = i & ~3;
      for (let r = i; r < m; r++) a[vi + r] = a[matrix + r * n + i];
      column(y, b, n, i, weights);
      column(u, b, n, i, otherWeights);
      combine(vi, m, firstRow, [v, b, weights], [x, b, otherWeights]);
      a.fill(0, vi + firstRow, vi + i);
      const left = reflect(a, vi + i, m - i);
      diagonal[i] = left.value;
      if (i + 1 === n) break;

      const yi = y + b * n;
      const firstColumn = (i + 1) & ~3;
      for (let r = firstRow; r < m; r += 4)
        kernels.sums(matrix + r * n + firstColumn, n, n - firstColumn, vi + r, yi + firstColumn);
      project(v, b, m, firstRow, vi, weights);
      project(x, b, m, firstRow, vi, otherWeights);
      combine(yi, n, firstColumn, [y, b, weights], [u, b, otherWeights]);
      scale(yi, i + 1, n, left.tau);

      const ui = u + b * n;
      for (let c = i + 1; c < n; c++) a[ui + c] = a[matrix + i * n + c];
      column(v, b + 1, m, i, weights);
      column(x, b, m, i, otherWeights);
      combine(ui, n, firstColumn, [y, b + 1, weights], [u, b, otherWeights]);
      a.fill(0, ui + firstColumn, ui + i + 1);
      const right = reflect(a, ui + i + 1, n - i - 1);
      above[i] = right.value;

      const xi = x + b * m;
      for (let r = firstRow; r < m; r += 4)
        kernels.dots(matrix + r * n + firstColumn, n, n - firstColumn, ui + firstColumn, xi + r);
      project(y, b + 1, n, firstColumn, ui, weights);
      project(u, b, n, firstColumn, ui, otherWeights);
      combine(xi, m, firstRow, [v, b + 1, weights], [x, b, otherWeights]);
      scale(xi, i + 1, m, right.tau);
    }
    if (end < n) {
      const k = 2 * BLOCK;
      packColumns(a, { from: v + end, stride: m, rows: k, columns: m - end, to: p, sign: -1 });
      packColumns(a, { from: y + end, stride: n, rows: k, columns: n - end, to: q });
      multiplyTiles(kernels, { p, q, k, c: matrix + end * n + end, stride: n, rows: m - end, columns: n - end });
    }
    yield end / n;
  }
  return { diagonal, above };
}
