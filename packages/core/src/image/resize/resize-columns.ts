import { type FixedAxis, HALF, PRECISION_BITS } from "./fixed-axis.ts";

/** The vertical pass: rows of `values` values (three a pixel) in, one such row out for each of the axis, rounded to 8 bits. */
export function resizeColumns(
  source: Uint8Array,
  { starts, counts, stride, weights, overshoots }: FixedAxis,
  { values }: { values: number },
): Uint8Array {
  const rows = starts.length;
  const out = new Uint8Array(values * rows);
  const clipped = new Uint8ClampedArray(out.buffer);
  for (let y = 0; y < rows; y++) {
    const i = starts[y] * values;
    const o = y * values;
    const k = y * stride;
    const count = counts[y];
    if (count === 2 && !overshoots) two(source, out, i, o, values, weights, k);
    else if (count === 3 && !overshoots) three(source, out, i, o, values, weights, k);
    else if (count === 6) six(source, clipped, i, o, values, weights, k);
    else if (count >= 4) fourAndMore(source, clipped, i, o, values, weights, k, k + count);
    else few(source, clipped, i, o, values, weights, k, k + count);
  }
  return out;
}

type Source = Uint8Array;
type Clipped = Uint8ClampedArray;

function two(s: Source, out: Uint8Array, i: number, o: number, values: number, w: Int32Array, k: number): void {
  const a = w[k];
  const b = w[k + 1];
  const j = i + values;
  for (let x = 0; x < values; x += 3) {
    out[o + x] = (HALF + Math.imul(s[i + x], a) + Math.imul(s[j + x], b)) >> PRECISION_BITS;
    out[o + x + 1] = (HALF + Math.imul(s[i + x + 1], a) + Math.imul(s[j + x + 1], b)) >> PRECISION_BITS;
    out[o + x + 2] = (HALF + Math.imul(s[i + x + 2], a) + Math.imul(s[j + x + 2], b)) >> PRECISION_BITS;
  }
}

function three(s: Source, out: Uint8Array, i: number, o: number, values: number, w: Int32Array, k: number): void {
  const a = w[k];
  const b = w[k + 1];
  const c = w[k + 2];
  const below = values;
  const lowest = values * 2;
  for (let p = i, q = o; p < i + values; p += 3, q += 3) {
    const j = p + below;
    const h = p + lowest;
    out[q] = (HALF + Math.imul(s[p], a) + Math.imul(s[j], b) + Math.imul(s[h], c)) >> PRECISION_BITS;
    out[q + 1] = (HALF + Math.imul(s[p + 1], a) + Math.imul(s[j + 1], b) + Math.imul(s[h + 1], c)) >> PRECISION_BITS;
    out[q + 2] = (HALF + Math.imul(s[p + 2], a) + Math.imul(s[j + 2], b) + Math.imul(s[h + 2], c)) >> PRECISION_BITS;
  }
}

function six(s: Source, out: Clipped, i: number, o: number, values: number, w: Int32Array, k: number): void {
  const a = w[k];
  const b = w[k + 1];
  const c = w[k + 2];
  const d = w[k + 3];
  const e = w[k + 4];
  const f = w[k + 5];
  for (let x = 0; x < values; x++) {
    const p = i + x;
    const q = p + values * 3;
    const start = HALF + Math.imul(s[p], a) + Math.imul(s[p + values], b) + Math.imul(s[p + values * 2], c);
    const sum = start + Math.imul(s[q], d) + Math.imul(s[q + values], e) + Math.imul(s[q + values * 2], f);
    out[o + x] = sum >> PRECISION_BITS;
  }
}

function fourAndMore(
  s: Source,
  out: Clipped,
  i: number,
  o: number,
  values: number,
  w: Int32Array,
  k: number,
  end: number,
): void {
  const a = w[k];
  const b = w[k + 1];
  const c = w[k + 2];
  const d = w[k + 3];
  for (let x = 0; x < values; x += 3) {
    const p = i + x;
    const q = p + values;
    const r = q + values;
    let t = r + values;
    let red = (HALF + Math.imul(s[p], a) + Math.imul(s[q], b) + Math.imul(s[r], c) + Math.imul(s[t], d)) | 0;
    let green =
      (HALF + Math.imul(s[p + 1], a) + Math.imul(s[q + 1], b) + Math.imul(s[r + 1], c) + Math.imul(s[t + 1], d)) | 0;
    let blue =
      (HALF + Math.imul(s[p + 2], a) + Math.imul(s[q + 2], b) + Math.imul(s[r + 2], c) + Math.imul(s[t + 2], d)) | 0;
    for (let n = k + 4; n < end; n++) {
      const weight = w[n];
      t += values;
      red = (red + Math.imul(s[t], weight)) | 0;
      green = (green + Math.imul(s[t + 1], weight)) | 0;
      blue = (blue + Math.imul(s[t + 2], weight)) | 0;
    }
    out[o + x] = red >> PRECISION_BITS;
    out[o + x + 1] = green >> PRECISION_BITS;
    out[o + x + 2] = blue >> PRECISION_BITS;
  }
}

function few(
  s: Source,
  out: Clipped,
  i: number,
  o: number,
  values: number,
  w: Int32Array,
  k: number,
  end: number,
): void {
  for (let x = 0; x < values; x++) {
    let sum = HALF;
    for (let n = k, p = i + x; n < end; n++, p += values) sum = (sum + Math.imul(s[p], w[n])) | 0;
    out[o + x] = sum >> PRECISION_BITS;
  }
}
