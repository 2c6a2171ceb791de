import { languageMetrics } from "../../language/language-metrics.ts";
import type { Work } from "../../progress/work.ts";
import { type BootstrapOptions, bootstrapPlan, type Interval, percentileInterval } from "../../sampling/interval.ts";
import { randomIndices } from "../../sampling/random-indices.ts";

/** What one window over a text comes to. */
export interface WindowSums {
  loss: number;
  tokens: number;
  /** Undefined where bytes are not counted. */
  bytes?: number;
}

/** Windows below which an interval would say little. */
export const FEWEST_WINDOWS = 10;

/**
 * Percentile intervals of a bootstrap over windows: losses of tokens near each other hang together, so tokens can't be drawn one by one.
 *
 * @throws TinyCatsError "invalid-metric-option" or "invalid-seed"
 */
export function* windowsInterval(
  windows: readonly WindowSums[],
  options?: BootstrapOptions,
): Work<Record<string, Interval>> {
  const { level, replicates, seed } = bootstrapPlan(options);
  const found: Record<string, Float64Array> = {};
  for (let index = 0; index < replicates; index++) {
    const sums = { loss: 0, tokens: 0, bytes: 0 };
    for (const i of randomIndices(windows.length, windows.length, { seed, index })) {
      sums.loss += windows[i].loss;
      sums.tokens += windows[i].tokens;
      sums.bytes += windows[i].bytes ?? 0;
    }
    const metrics = languageMetrics({
      negativeLogLikelihood: sums.loss,
      tokens: sums.tokens,
      ...(sums.bytes > 0 && { bytes: sums.bytes }),
    });
    for (const [key, value] of Object.entries(metrics)) {
      if (value === null) continue;
      found[key] ??= new Float64Array(replicates).fill(Number.NaN);
      found[key][index] = value;
    }
    yield (index + 1) / replicates;
  }
  // A resample without a byte leaves a gap: no interval then.
  const whole = Object.entries(found).filter(([, values]) => values.every(Number.isFinite));
  return Object.fromEntries(whole.map(([key, values]) => [key, percentileInterval(values, level)]));
}
