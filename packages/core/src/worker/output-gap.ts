import type { OrtTensor } from "./ort-module.ts";

/**
 * The largest gap between the outputs of two runs, relative to the largest number of each reference output.
 * NaN where a number of either is not finite, or where shapes differ.
 */
export function outputGap(reference: Record<string, OrtTensor>, other: Record<string, OrtTensor>): number {
  let worst = 0;
  for (const [name, { type, data }] of Object.entries(reference)) {
    if (type !== "float32") continue;
    const [expected, actual] = [data as Float32Array, other[name]?.data as Float32Array];
    if (actual?.length !== expected.length) return Number.NaN;
    let [scale, gap] = [0, 0];
    for (let i = 0; i < expected.length; i++) {
      const difference = Math.abs(actual[i] - expected[i]);
      // Math.max keeps a NaN, and the difference of infinities is one.
      gap = Math.max(gap, difference);
      scale = Math.max(scale, Math.abs(expected[i]));
    }
    if (!Number.isFinite(gap) || !Number.isFinite(scale)) return Number.NaN;
    worst = Math.max(worst, gap / (scale || 1));
  }
  return worst;
}
