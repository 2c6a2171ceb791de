import { type FixedAxis, HALF, PRECISION_BITS } from "./fixed-axis.ts";

/** The horizontal pass over `rows` rows of RGB: each of `from` pixels in, one pixel out for each of the axis, rounded to 8 bits. */
export function resizeRows(
  source: Uint8Array,
  { starts, counts, stride, weights }: FixedAxis,
  { from, rows }: { from: number; rows: number },
): Uint8Array {
  const to = starts.length;
  const out = new Uint8Array(to * rows * 3);
  const clipped = new Uint8ClampedArray(out.buffer);
  for (let y = 0, o = 0; y < rows; y++) {
    for (let x = 0; x < to; x++, o += 3) {
      const first = x * stride;
      const end = first + counts[x];
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      for (let n = first, p = (y * from + starts[x]) * 3; n < end; n++, p += 3) {
        const weight = weights[n];
        red = (red + Math.imul(source[p], weight)) | 0;
        green = (green + Math.imul(source[p + 1], weight)) | 0;
        blue = (blue + Math.imul(source[p + 2], weight)) | 0;
      }
      clipped[o] = red >> PRECISION_BITS;
      clipped[o + 1] = green >> PRECISION_BITS;
      clipped[o + 2] = blue >> PRECISION_BITS;
    }
  }
  return out;
}
