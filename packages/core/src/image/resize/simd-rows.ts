import type { FixedAxis } from "./fixed-axis.ts";
import { KERNEL_SLACK, type Simd } from "./open-simd.ts";
import { placeAxis } from "./place-axis.ts";

/** Rows that the kernel takes together. */
const GROUP = 4;

/** About as many bytes of source as are copied at a time, so that the processor's nearer caches still hold them for the kernel. */
const BAND = 1 << 18;

/** `resizeRows` by the kernel, a band of rows at a time; undefined where not even four rows fit in its memory. */
export function simdRows(
  simd: Simd,
  source: Uint8Array,
  axis: FixedAxis,
  { from, rows }: { from: number; rows: number },
): Uint8Array | undefined {
  const { starts, counts, stride } = axis;
  const to = starts.length;
  const left = starts[0] * 3;
  const width = (starts[to - 1] + counts[to - 1]) * 3 - left;
  const input = placeAxis(simd, axis);
  if (input === undefined) return undefined;
  const room = (simd.bytes.length - KERNEL_SLACK - input) / (width + to * 3);
  const band = Math.trunc(Math.min(room, Math.max(BAND / width, GROUP)) / GROUP) * GROUP;
  if (band < GROUP) return undefined;
  const output = input + band * width;
  const out = new Uint8Array(to * rows * 3);
  for (let top = 0; top < rows; top += band) {
    const height = Math.min(band, rows - top);
    for (let y = 0; y < height; y++) {
      const start = (top + y) * from * 3 + left;
      simd.bytes.set(source.subarray(start, start + width), input + y * width);
    }
    simd.rows(input - left, width, height, to * 4, stride, output);
    out.set(simd.bytes.subarray(output, output + height * to * 3), top * to * 3);
  }
  return out;
}
