import type { FixedAxis } from "./fixed-axis.ts";
import { weighPixel } from "./weigh-pixel.ts";

/** The horizontal pass over `rows` rows of RGB: each of `from` pixels in, one pixel out for each of the axis, rounded to 8 bits. */
export function resizeRows(
  source: Uint8Array,
  { starts, counts, stride, weights }: FixedAxis,
  { from, rows }: { from: number; rows: number },
): Uint8Array {
  const to = starts.length;
  const out = new Uint8Array(to * rows * 3);
  const clipped = new Uint8ClampedArray(out.buffer);
  const taps = { source, weights, step: 3 };
  for (let y = 0, o = 0; y < rows; y++) {
    for (let x = 0; x < to; x++, o += 3) {
      const first = x * stride;
      weighPixel(clipped, o, taps, (y * from + starts[x]) * 3, first, first + counts[x]);
    }
  }
  return out;
}
