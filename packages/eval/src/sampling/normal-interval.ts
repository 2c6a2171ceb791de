import { inverseNormal } from "@tiny-cats/core";
import type { Interval } from "./interval.ts";

/** The interval of a normal distribution about a value. */
export function normalInterval(value: number, error: number, level: number): Interval {
  const reach = inverseNormal((1 + level) / 2) * error;
  return { level, low: value - reach, high: value + reach };
}
