import { type FixedAxis, HALF, PRECISION_BITS } from "./fixed-axis.ts";

/** Rows taken together: one branch on a pixel's count of weights serves them all while their source stays in the nearest cache. */
const ROWS_TOGETHER = 16;

/** The horizontal pass over `rows` rows of RGB: each of `from` pixels in, `to` pixels out, rounded to 8 bits. */
export function resizeRows(
  source: Uint8ClampedArray,
  { starts, counts, stride, weights }: FixedAxis,
  { from, to, rows }: { from: number; to: number; rows: number },
): Uint8ClampedArray {
  const out = new Uint8ClampedArray(to * rows * 3);
  const sourceRow = from * 3;
  const outRow = to * 3;
  for (let top = 0; top < rows; top += ROWS_TOGETHER) {
    const bottom = Math.min(rows, top + ROWS_TOGETHER);
    for (let x = 0; x < to; x++) {
      const count = counts[x];
      const k = x * stride;
      let i = top * sourceRow + starts[x] * 3;
      let o = top * outRow + x * 3;
      if (count === 2) {
        const a = weights[k];
        const b = weights[k + 1];
        for (let y = top; y < bottom; y++, i += sourceRow, o += outRow) {
          out[o] = (HALF + Math.imul(source[i], a) + Math.imul(source[i + 3], b)) >> PRECISION_BITS;
          out[o + 1] = (HALF + Math.imul(source[i + 1], a) + Math.imul(source[i + 4], b)) >> PRECISION_BITS;
          out[o + 2] = (HALF + Math.imul(source[i + 2], a) + Math.imul(source[i + 5], b)) >> PRECISION_BITS;
        }
      } else if (count === 3) {
        const a = weights[k];
        const b = weights[k + 1];
        const c = weights[k + 2];
        for (let y = top; y < bottom; y++, i += sourceRow, o += outRow) {
          const red = HALF + Math.imul(source[i], a) + Math.imul(source[i + 3], b) + Math.imul(source[i + 6], c);
          const green = HALF + Math.imul(source[i + 1], a) + Math.imul(source[i + 4], b) + Math.imul(source[i + 7], c);
          const blue = HALF + Math.imul(source[i + 2], a) + Math.imul(source[i + 5], b) + Math.imul(source[i + 8], c);
          out[o] = red >> PRECISION_BITS;
          out[o + 1] = green >> PRECISION_BITS;
          out[o + 2] = blue >> PRECISION_BITS;
        }
      } else {
        const end = k + count;
        for (let y = top; y < bottom; y++, i += sourceRow, o += outRow) {
          let red = HALF;
          let green = HALF;
          let blue = HALF;
          let p = i;
          let n = k;
          for (; n + 1 < end; n += 2, p += 6) {
            const a = weights[n];
            const b = weights[n + 1];
            red = (red + Math.imul(source[p], a) + Math.imul(source[p + 3], b)) | 0;
            green = (green + Math.imul(source[p + 1], a) + Math.imul(source[p + 4], b)) | 0;
            blue = (blue + Math.imul(source[p + 2], a) + Math.imul(source[p + 5], b)) | 0;
          }
          if (n < end) {
            const a = weights[n];
            red = (red + Math.imul(source[p], a)) | 0;
            green = (green + Math.imul(source[p + 1], a)) | 0;
            blue = (blue + Math.imul(source[p + 2], a)) | 0;
          }
          out[o] = red >> PRECISION_BITS;
          out[o + 1] = green >> PRECISION_BITS;
          out[o + 2] = blue >> PRECISION_BITS;
        }
      }
    }
  }
  return out;
}
