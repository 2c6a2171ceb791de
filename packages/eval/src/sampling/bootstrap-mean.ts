import { type BootstrapOptions, bootstrapPlan, type Interval, percentileInterval } from "./interval.ts";
import { randomIndices } from "./random-indices.ts";

/**
 * The percentile interval of the mean of what each sample contributes, samples drawn anew with replacement.
 *
 * @throws TinyCatsError "invalid-metric-option" or "invalid-seed"
 */
export function bootstrapMean(contributions: ArrayLike<number>, options?: BootstrapOptions): Interval {
  const { level, replicates, seed } = bootstrapPlan(options);
  const size = contributions.length;
  const means = Float64Array.from({ length: replicates }, (_, index) => {
    let sum = 0;
    for (const i of randomIndices(size, size, { seed, index })) sum += contributions[i];
    return sum / size;
  });
  return percentileInterval(means, level);
}
