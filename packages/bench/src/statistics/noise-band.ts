import { quantile } from "@tiny-cats/core";
import { checkSamples } from "./check-samples.ts";
import { medianInterval } from "./median-interval.ts";

/** How far a median can be trusted, in milliseconds. */
export interface NoiseBand {
  /** The median's interval by order statistics, widened by `drift_ms` on both sides. */
  low_ms: number;
  high_ms: number;
  /** What the interval was made for, and how probable it is in truth that one made so holds the median. */
  level: number;
  coverage: number;
  /** How far the medians of the first and the second half are apart: the same thing measured twice. */
  drift_ms: number;
}

const LEVEL = 0.95;

/**
 * The band in which a median would lie were it measured again. The interval by order statistics takes samples for independent, which
 * those of a machine that warms up or has other work are not: the gap between the halves (an A/A comparison) stands for that.
 *
 * @throws TinyCatsError "invalid-samples"
 */
export function noiseBand(samples: readonly number[]): NoiseBand {
  const { low, high, coverage } = medianInterval(samples, { level: LEVEL });
  const middle = samples.length >> 1;
  const drift_ms = middle === 0 ? 0 : Math.abs(median(samples.slice(0, middle)) - median(samples.slice(-middle)));
  return { low_ms: Math.max(0, low - drift_ms), high_ms: high + drift_ms, level: LEVEL, coverage, drift_ms };
}

function median(samples: readonly number[]): number {
  return quantile(checkSamples(samples).sort(), 0.5);
}
