import { type FixedAxis, HALF, PRECISION_BITS } from "./fixed-axis.ts";

/** A row to make: its source's first row, the output and how many values a row has. */
interface Row {
  source: Uint8ClampedArray;
  out: Uint8ClampedArray;
  values: number;
}

/** The vertical pass: rows of `values` values (three a pixel) in, `rows` such rows out, rounded to 8 bits. */
export function resizeColumns(
  source: Uint8ClampedArray,
  { starts, counts, stride, weights }: FixedAxis,
  { values, rows }: { values: number; rows: number },
): Uint8ClampedArray {
  const row: Row = { source, out: new Uint8ClampedArray(values * rows), values };
  for (let y = 0; y < rows; y++) {
    const i = starts[y] * values;
    const o = y * values;
    const count = counts[y];
    const k = y * stride;
    if (count === 2) twoWeights(row, i, o, weights[k], weights[k + 1]);
    else if (count === 3) threeWeights(row, i, o, weights[k], weights[k + 1], weights[k + 2]);
    else manyWeights(row, i, o, weights, k, k + count);
  }
  return row.out;
}

function twoWeights({ source, out, values }: Row, i: number, o: number, a: number, b: number): void {
  const second = i + values;
  for (let x = 0; x < values; x++) {
    out[o + x] = (HALF + Math.imul(source[i + x], a) + Math.imul(source[second + x], b)) >> PRECISION_BITS;
  }
}

function threeWeights({ source, out, values }: Row, i: number, o: number, a: number, b: number, c: number): void {
  const second = i + values;
  const third = second + values;
  for (let x = 0; x < values; x++) {
    const sum = HALF + Math.imul(source[i + x], a) + Math.imul(source[second + x], b) + Math.imul(source[third + x], c);
    out[o + x] = sum >> PRECISION_BITS;
  }
}

function manyWeights(
  { source, out, values }: Row,
  i: number,
  o: number,
  weights: Int32Array,
  k: number,
  end: number,
): void {
  for (let x = 0; x < values; x += 3) {
    let red = HALF;
    let green = HALF;
    let blue = HALF;
    let p = i + x;
    for (let n = k; n < end; n++, p += values) {
      const weight = weights[n];
      red = (red + Math.imul(source[p], weight)) | 0;
      green = (green + Math.imul(source[p + 1], weight)) | 0;
      blue = (blue + Math.imul(source[p + 2], weight)) | 0;
    }
    out[o + x] = red >> PRECISION_BITS;
    out[o + x + 1] = green >> PRECISION_BITS;
    out[o + x + 2] = blue >> PRECISION_BITS;
  }
}
