import { quantile } from "@tiny-cats/core";
import type { DataReport } from "@tiny-cats/schema";

type Quantiles = NonNullable<DataReport["sizes"]>["width"];

/** Quantiles of numbers, at least one. */
export function quantiles(values: readonly number[]): Quantiles {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => quantile(sorted, share);
  return { min: at(0), p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95), max: at(1) };
}
