import type { FixedAxis } from "./fixed-axis.ts";
import type { Simd } from "./open-simd.ts";

/** Writes an axis where the kernel looks for it, and returns where memory is free behind it; undefined where it does not fit. */
export function placeAxis({ words }: Simd, { starts, counts, weights }: FixedAxis): number | undefined {
  const n = starts.length;
  const end = n * 2 + weights.length;
  if (end > words.length) return undefined;
  words.set(starts);
  words.set(counts, n);
  words.set(weights, n * 2);
  return end * words.BYTES_PER_ELEMENT;
}
