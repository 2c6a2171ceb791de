import { type FixedAxis, HALF, PRECISION_BITS } from "./fixed-axis.ts";

/** The vertical pass: rows of `values` values (three a pixel) in, one such row out for each of the axis, rounded to 8 bits. */
export function resizeColumns(
  source: Uint8Array,
  { starts, counts, stride, weights }: FixedAxis,
  { values }: { values: number },
): Uint8Array {
  const rows = starts.length;
  const out = new Uint8Array(values * rows);
  const clipped = new Uint8ClampedArray(out.buffer);
  for (let y = 0, o = 0; y < rows; y++) {
    const top = starts[y] * values;
    const first = y * stride;
    const end = first + counts[y];
    for (let x = 0; x < values; x += 3, o += 3) {
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      for (let n = first, p = top + x; n < end; n++, p += values) {
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
