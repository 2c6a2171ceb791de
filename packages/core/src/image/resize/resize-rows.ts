import { type FixedAxis, HALF, PRECISION_BITS } from "./fixed-axis.ts";

/** Rows taken together: one branch on a pixel's count of weights serves them all while their source stays in the nearest cache. */
const ROWS_TOGETHER = 16;

/** Where the pixels of one column lie: `height` of them from `i` and `o` on, so far apart in source and output. */
interface Column {
  sourceRow: number;
  outRow: number;
  height: number;
}

/** The horizontal pass over `rows` rows of RGB: each of `from` pixels in, one pixel out for each of the axis, rounded to 8 bits. */
export function resizeRows(
  source: Uint8Array,
  { starts, counts, stride, weights, overshoots }: FixedAxis,
  { from, rows }: { from: number; rows: number },
): Uint8Array {
  const to = starts.length;
  const out = new Uint8Array(to * rows * 3);
  const clipped = new Uint8ClampedArray(out.buffer);
  for (let top = 0; top < rows; top += ROWS_TOGETHER) {
    const column: Column = { sourceRow: from * 3, outRow: to * 3, height: Math.min(rows - top, ROWS_TOGETHER) };
    for (let x = 0; x < to; x++) {
      const i = (top * from + starts[x]) * 3;
      const o = (top * to + x) * 3;
      const k = x * stride;
      const count = counts[x];
      if (count === 2 && !overshoots) two(source, out, i, o, column, weights, k);
      else if (count === 3 && !overshoots) three(source, out, i, o, column, weights, k);
      else if (count === 6) six(source, clipped, i, o, column, weights, k);
      else if (count >= 4) fourAndMore(source, clipped, i, o, column, weights, k, k + count);
      else few(source, clipped, i, o, column, weights, k, k + count);
    }
  }
  return out;
}

type Source = Uint8Array;
type Clipped = Uint8ClampedArray;

function two(
  s: Source,
  out: Uint8Array,
  i: number,
  o: number,
  { sourceRow, outRow, height }: Column,
  w: Int32Array,
  k: number,
): void {
  const a = w[k];
  const b = w[k + 1];
  for (let y = 0; y < height; y++, i += sourceRow, o += outRow) {
    out[o] = (HALF + Math.imul(s[i], a) + Math.imul(s[i + 3], b)) >> PRECISION_BITS;
    out[o + 1] = (HALF + Math.imul(s[i + 1], a) + Math.imul(s[i + 4], b)) >> PRECISION_BITS;
    out[o + 2] = (HALF + Math.imul(s[i + 2], a) + Math.imul(s[i + 5], b)) >> PRECISION_BITS;
  }
}

function three(
  s: Source,
  out: Uint8Array,
  i: number,
  o: number,
  { sourceRow, outRow, height }: Column,
  w: Int32Array,
  k: number,
): void {
  const a = w[k];
  const b = w[k + 1];
  const c = w[k + 2];
  for (let y = 0; y < height; y++, i += sourceRow, o += outRow) {
    out[o] = (HALF + Math.imul(s[i], a) + Math.imul(s[i + 3], b) + Math.imul(s[i + 6], c)) >> PRECISION_BITS;
    out[o + 1] = (HALF + Math.imul(s[i + 1], a) + Math.imul(s[i + 4], b) + Math.imul(s[i + 7], c)) >> PRECISION_BITS;
    out[o + 2] = (HALF + Math.imul(s[i + 2], a) + Math.imul(s[i + 5], b) + Math.imul(s[i + 8], c)) >> PRECISION_BITS;
  }
}

function six(
  s: Source,
  out: Clipped,
  i: number,
  o: number,
  { sourceRow, outRow, height }: Column,
  w: Int32Array,
  k: number,
): void {
  const a = w[k];
  const b = w[k + 1];
  const c = w[k + 2];
  const d = w[k + 3];
  const e = w[k + 4];
  const f = w[k + 5];
  for (let y = 0; y < height; y++, i += sourceRow, o += outRow) {
    const red = HALF + Math.imul(s[i], a) + Math.imul(s[i + 3], b) + Math.imul(s[i + 6], c);
    out[o] = (red + Math.imul(s[i + 9], d) + Math.imul(s[i + 12], e) + Math.imul(s[i + 15], f)) >> PRECISION_BITS;
    const green = HALF + Math.imul(s[i + 1], a) + Math.imul(s[i + 4], b) + Math.imul(s[i + 7], c);
    out[o + 1] =
      (green + Math.imul(s[i + 10], d) + Math.imul(s[i + 13], e) + Math.imul(s[i + 16], f)) >> PRECISION_BITS;
    const blue = HALF + Math.imul(s[i + 2], a) + Math.imul(s[i + 5], b) + Math.imul(s[i + 8], c);
    out[o + 2] = (blue + Math.imul(s[i + 11], d) + Math.imul(s[i + 14], e) + Math.imul(s[i + 17], f)) >> PRECISION_BITS;
  }
}

function fourAndMore(
  s: Source,
  out: Clipped,
  i: number,
  o: number,
  { sourceRow, outRow, height }: Column,
  w: Int32Array,
  k: number,
  end: number,
): void {
  const a = w[k];
  const b = w[k + 1];
  const c = w[k + 2];
  const d = w[k + 3];
  for (let y = 0; y < height; y++, i += sourceRow, o += outRow) {
    let red =
      (HALF + Math.imul(s[i], a) + Math.imul(s[i + 3], b) + Math.imul(s[i + 6], c) + Math.imul(s[i + 9], d)) | 0;
    let green =
      (HALF + Math.imul(s[i + 1], a) + Math.imul(s[i + 4], b) + Math.imul(s[i + 7], c) + Math.imul(s[i + 10], d)) | 0;
    let blue =
      (HALF + Math.imul(s[i + 2], a) + Math.imul(s[i + 5], b) + Math.imul(s[i + 8], c) + Math.imul(s[i + 11], d)) | 0;
    for (let n = k + 4, p = i + 12; n < end; n++, p += 3) {
      const weight = w[n];
      red = (red + Math.imul(s[p], weight)) | 0;
      green = (green + Math.imul(s[p + 1], weight)) | 0;
      blue = (blue + Math.imul(s[p + 2], weight)) | 0;
    }
    out[o] = red >> PRECISION_BITS;
    out[o + 1] = green >> PRECISION_BITS;
    out[o + 2] = blue >> PRECISION_BITS;
  }
}

function few(
  s: Source,
  out: Clipped,
  i: number,
  o: number,
  { sourceRow, outRow, height }: Column,
  w: Int32Array,
  k: number,
  end: number,
): void {
  for (let y = 0; y < height; y++, i += sourceRow, o += outRow) {
    for (let channel = 0; channel < 3; channel++) {
      let sum = HALF;
      for (let n = k, p = i + channel; n < end; n++, p += 3) sum = (sum + Math.imul(s[p], w[n])) | 0;
      out[o + channel] = sum >> PRECISION_BITS;
    }
  }
}
