import { type FixedAxis, HALF, PRECISION_BITS } from "./fixed-axis.ts";

/** Rows taken together: one branch on a pixel's count of weights serves them all while their source stays in the nearest cache. */
const ROWS_TOGETHER = 16;

/** One output column of a stripe of rows: where it starts in the source and the output, and how far apart the rows are. */
interface Column {
  source: Uint8ClampedArray;
  out: Uint8ClampedArray;
  sourceRow: number;
  outRow: number;
}

/** The horizontal pass over `rows` rows of RGB: each of `from` pixels in, one pixel out for each of the axis, rounded to 8 bits. */
export function resizeRows(
  source: Uint8ClampedArray,
  { starts, counts, stride, weights }: FixedAxis,
  { from, rows }: { from: number; rows: number },
): Uint8ClampedArray {
  const to = starts.length;
  const column: Column = { source, out: new Uint8ClampedArray(to * rows * 3), sourceRow: from * 3, outRow: to * 3 };
  for (let top = 0; top < rows; top += ROWS_TOGETHER) {
    const height = Math.min(rows - top, ROWS_TOGETHER);
    for (let x = 0; x < to; x++) {
      const i = (top * from + starts[x]) * 3;
      const o = (top * to + x) * 3;
      const count = counts[x];
      const k = x * stride;
      if (count === 2) twoWeights(column, i, o, height, weights[k], weights[k + 1]);
      else if (count === 3) threeWeights(column, i, o, height, weights[k], weights[k + 1], weights[k + 2]);
      else manyWeights(column, i, o, height, weights, k, k + count);
    }
  }
  return column.out;
}

function twoWeights(
  { source, out, sourceRow, outRow }: Column,
  i: number,
  o: number,
  height: number,
  a: number,
  b: number,
): void {
  for (let y = 0; y < height; y++, i += sourceRow, o += outRow) {
    out[o] = (HALF + Math.imul(source[i], a) + Math.imul(source[i + 3], b)) >> PRECISION_BITS;
    out[o + 1] = (HALF + Math.imul(source[i + 1], a) + Math.imul(source[i + 4], b)) >> PRECISION_BITS;
    out[o + 2] = (HALF + Math.imul(source[i + 2], a) + Math.imul(source[i + 5], b)) >> PRECISION_BITS;
  }
}

function threeWeights(
  { source, out, sourceRow, outRow }: Column,
  i: number,
  o: number,
  height: number,
  a: number,
  b: number,
  c: number,
): void {
  for (let y = 0; y < height; y++, i += sourceRow, o += outRow) {
    const red = HALF + Math.imul(source[i], a) + Math.imul(source[i + 3], b) + Math.imul(source[i + 6], c);
    const green = HALF + Math.imul(source[i + 1], a) + Math.imul(source[i + 4], b) + Math.imul(source[i + 7], c);
    const blue = HALF + Math.imul(source[i + 2], a) + Math.imul(source[i + 5], b) + Math.imul(source[i + 8], c);
    out[o] = red >> PRECISION_BITS;
    out[o + 1] = green >> PRECISION_BITS;
    out[o + 2] = blue >> PRECISION_BITS;
  }
}

function manyWeights(
  { source, out, sourceRow, outRow }: Column,
  i: number,
  o: number,
  height: number,
  weights: Int32Array,
  k: number,
  end: number,
): void {
  for (let y = 0; y < height; y++, i += sourceRow, o += outRow) {
    let red = HALF;
    let green = HALF;
    let blue = HALF;
    let p = i;
    for (let n = k; n < end; n++, p += 3) {
      const weight = weights[n];
      red = (red + Math.imul(source[p], weight)) | 0;
      green = (green + Math.imul(source[p + 1], weight)) | 0;
      blue = (blue + Math.imul(source[p + 2], weight)) | 0;
    }
    out[o] = red >> PRECISION_BITS;
    out[o + 1] = green >> PRECISION_BITS;
    out[o + 2] = blue >> PRECISION_BITS;
  }
}
