import type { ResizeAxis } from "./resize-axis.ts";

/** Fractional bits of a weight: what 32 bits leave beside 8 for a pixel and 2 for overshoot. */
export const PRECISION_BITS = 22;

/** A half of the last place kept, which every sum starts from so that the shift rounds. */
export const HALF = 1 << (PRECISION_BITS - 1);

/** A resize axis with whole-number weights, in units of 2^-22, rounded half away from zero. */
export type FixedAxis = Omit<ResizeAxis, "weights"> & { weights: Int32Array };

/** The axis as Pillow's 8-bit passes use it. */
export function fixedAxis({ weights, ...axis }: ResizeAxis): FixedAxis {
  const fixed = new Int32Array(weights.length);
  for (let i = 0; i < fixed.length; i++) {
    const weight = weights[i] * (1 << PRECISION_BITS);
    fixed[i] = weight < 0 ? weight - 0.5 : weight + 0.5;
  }
  return { ...axis, weights: fixed };
}
