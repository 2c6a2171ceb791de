import { quantile } from "@tiny-cats/core";
import { checkSamples } from "./check-samples.ts";

/** Latencies at a glance, in milliseconds. */
export interface LatencySummary {
  p50: number;
  p90: number;
  p95: number;
  p99: number;
  mean: number;
  /** Of a sample (n - 1); 0 for one alone. */
  std: number;
  min: number;
  max: number;
}

/** How the quantiles of `summarize` are taken. */
export const QUANTILE_METHOD = "linear interpolation (Hyndman and Fan, type 7)";

/** Summarises samples; quantiles are interpolated linearly (Hyndman and Fan, type 7). @throws TinyCatsError "invalid-samples" */
export function summarize(samples: readonly number[]): LatencySummary {
  const ascending = checkSamples(samples).sort();
  const n = ascending.length;
  const [min, max] = [ascending[0], ascending[n - 1]];
  // Rounding must not carry the mean of equal samples out of their range.
  const mean = Math.min(max, Math.max(min, ascending.reduce((sum, value) => sum + value, 0) / n));
  const squares = ascending.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    p50: quantile(ascending, 0.5),
    p90: quantile(ascending, 0.9),
    p95: quantile(ascending, 0.95),
    p99: quantile(ascending, 0.99),
    mean,
    std: n > 1 ? Math.sqrt(squares / (n - 1)) : 0,
    min,
    max,
  };
}
