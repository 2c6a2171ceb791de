import type { ResizeAxis } from "./resize-axis.ts";

/** Fractional bits of a weight: what 32 bits leave beside 8 for a pixel and 2 for overshoot. */
export const PRECISION_BITS = 22;

/** A half of the last place kept, which every sum starts from so that the shift rounds. */
export const HALF = 1 << (PRECISION_BITS - 1);

/** Up to this count of positive weights, their rounding can't add up to a pixel above 255. */
const SAFE_COUNT = 8192;

/** A resize axis with whole-number weights. */
export interface FixedAxis extends Omit<ResizeAxis, "weights"> {
  /** In units of 2^-22, rounded half away from zero. */
  weights: Int32Array;
  /** Whether a sum may fall below 0 or above 255. */
  overshoots: boolean;
}

/** The axis as Pillow's 8-bit passes use it. */
export function fixedAxis({ weights, ...axis }: ResizeAxis): FixedAxis {
  const fixed = new Int32Array(weights.length);
  let overshoots = axis.stride > SAFE_COUNT;
  for (let i = 0; i < fixed.length; i++) {
    const weight = weights[i] * (1 << PRECISION_BITS);
    fixed[i] = weight < 0 ? weight - 0.5 : weight + 0.5;
    overshoots ||= fixed[i] < 0;
  }
  return { ...axis, weights: fixed, overshoots };
}
