import type { FixedAxis } from "./fixed-axis.ts";
import { KERNEL_SLACK, type Simd } from "./open-simd.ts";
import { placeAxis } from "./place-axis.ts";

/** `resizeColumns` by the kernel, as many rows at a time as fit in its memory; undefined where one with its source does not. */
export function simdColumns(
  simd: Simd,
  source: Uint8Array,
  axis: FixedAxis,
  { values }: { values: number },
): Uint8Array | undefined {
  const { starts, counts, stride } = axis;
  const rows = starts.length;
  const input = placeAxis(simd, axis);
  if (input === undefined) return undefined;
  const room = (simd.bytes.length - KERNEL_SLACK - input) / values;
  const out = new Uint8Array(values * rows);
  for (let first = 0, last = 0; first < rows; first = last) {
    const top = starts[first];
    let bottom = top;
    for (; last < rows; last++) {
      const below = starts[last] + counts[last];
      if (below - top + last + 1 - first > room) break;
      bottom = below;
    }
    if (last === first) return undefined;
    simd.bytes.set(source.subarray(top * values, bottom * values), input);
    const output = input + (bottom - top) * values;
    simd.columns(input - top * values, values, rows * 4, stride, first * 4, last * 4, output);
    out.set(simd.bytes.subarray(output, output + (last - first) * values), first * values);
  }
  return out;
}
