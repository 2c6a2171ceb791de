import { type FixedAxis, HALF, PRECISION_BITS } from "./fixed-axis.ts";

/** The vertical pass: rows of `values` values (three a pixel) in, `rows` such rows out, rounded to 8 bits. */
export function resizeColumns(
  source: Uint8ClampedArray,
  { starts, counts, stride, weights }: FixedAxis,
  { values, rows }: { values: number; rows: number },
): Uint8ClampedArray {
  const out = new Uint8ClampedArray(values * rows);
  for (let y = 0; y < rows; y++) {
    const count = counts[y];
    const k = y * stride;
    const i = starts[y] * values;
    const o = y * values;
    if (count === 2) {
      const a = weights[k];
      const b = weights[k + 1];
      const below = i + values;
      for (let x = 0; x < values; x++) {
        out[o + x] = (HALF + Math.imul(source[i + x], a) + Math.imul(source[below + x], b)) >> PRECISION_BITS;
      }
    } else if (count === 3) {
      const a = weights[k];
      const b = weights[k + 1];
      const c = weights[k + 2];
      const second = i + values;
      const third = second + values;
      for (let x = 0; x < values; x++) {
        const sum = HALF + Math.imul(source[i + x], a) + Math.imul(source[second + x], b) + Math.imul(source[third + x], c);
        out[o + x] = sum >> PRECISION_BITS;
      }
    } else {
      const end = k + count;
      for (let x = 0; x < values; x += 3) {
        let red = HALF;
        let green = HALF;
        let blue = HALF;
        let p = i + x;
        let n = k;
        for (; n + 1 < end; n += 2) {
          const a = weights[n];
          const b = weights[n + 1];
          const below = p + values;
          red = (red + Math.imul(source[p], a) + Math.imul(source[below], b)) | 0;
          green = (green + Math.imul(source[p + 1], a) + Math.imul(source[below + 1], b)) | 0;
          blue = (blue + Math.imul(source[p + 2], a) + Math.imul(source[below + 2], b)) | 0;
          p = below + values;
        }
        if (n < end) {
          const a = weights[n];
          red = (red + Math.imul(source[p], a)) | 0;
          green = (green + Math.imul(source[p + 1], a)) | 0;
          blue = (blue + Math.imul(source[p + 2], a)) | 0;
        }
        out[o + x] = red >> PRECISION_BITS;
        out[o + x + 1] = green >> PRECISION_BITS;
        out[o + x + 2] = blue >> PRECISION_BITS;
      }
    }
  }
  return out;
}
