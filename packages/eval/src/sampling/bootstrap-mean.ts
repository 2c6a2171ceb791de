import type { Work } from "../progress/work.ts";
import { type BootstrapOptions, bootstrapInterval, bootstrapPlan, type Interval } from "./interval.ts";
import { randomIndices } from "./random-indices.ts";

/**
 * The percentile interval of the mean of what each sample contributes, samples drawn anew with replacement.
 *
 * @throws TinyCatsError "invalid-metric-option" or "invalid-seed"
 */
export function bootstrapMean(contributions: ArrayLike<number>, options?: BootstrapOptions): Work<Interval> {
  const plan = bootstrapPlan(options);
  const size = contributions.length;
  const replicate = (index: number) => {
    let sum = 0;
    for (const i of randomIndices(size, size, { seed: plan.seed, index })) sum += contributions[i];
    return sum / size;
  };
  return bootstrapInterval(replicate, plan);
}
