import type { FixedAxis } from "./fixed-axis.ts";
import { weighPixel } from "./weigh-pixel.ts";

/** The vertical pass: rows of `values` values (three a pixel) in, one such row out for each of the axis, rounded to 8 bits. */
export function resizeColumns(
  source: Uint8Array,
  { starts, counts, stride, weights }: FixedAxis,
  { values }: { values: number },
): Uint8Array {
  const rows = starts.length;
  const out = new Uint8Array(values * rows);
  const clipped = new Uint8ClampedArray(out.buffer);
  const taps = { source, weights, step: values };
  for (let y = 0, o = 0; y < rows; y++) {
    const top = starts[y] * values;
    const first = y * stride;
    for (let x = 0; x < values; x += 3, o += 3) weighPixel(clipped, o, taps, top + x, first, first + counts[y]);
  }
  return out;
}
