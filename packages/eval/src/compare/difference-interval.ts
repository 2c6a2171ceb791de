import type { Interval } from "../sampling/interval.ts";

/** A number with the interval found for it. */
export interface Estimate {
  value: number;
  interval: Interval;
}

/**
 * An interval for b - a from those of two independent estimates, which need not be symmetric: the method of variance estimates recovery (Zou and
 * Donner, "Construction of confidence limits about effect measures", 2008). Where both were measured on the same items it is wider than it need be.
 * An interval that leaves its own value out counts as half its width to either side.
 */
export function differenceInterval(a: Estimate, b: Estimate): Interval {
  const difference = b.value - a.value;
  const [fromA, fromB] = [reaches(a), reaches(b)];
  return {
    level: a.interval.level,
    low: difference - Math.hypot(fromB.below, fromA.above),
    high: difference + Math.hypot(fromB.above, fromA.below),
  };
}

function reaches({ value, interval: { low, high } }: Estimate): { below: number; above: number } {
  if (low <= value && value <= high) return { below: value - low, above: high - value };
  return { below: (high - low) / 2, above: (high - low) / 2 };
}
