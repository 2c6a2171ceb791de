import { quantile } from "@tiny-cats/core";
import { checkLevel, checkWhole } from "../features/check-option.ts";
import type { Work } from "../progress/work.ts";

/** A confidence interval. */
export interface Interval {
  /** Such as 0.95. */
  level: number;
  low: number;
  high: number;
}

/** How a bootstrap is done. */
export interface BootstrapOptions {
  /** 0.95 unless told. */
  level?: number;
  /** 1000 unless told. */
  replicates?: number;
  /** 0 unless told. */
  seed?: number;
}

/** With what is not told filled in. @throws TinyCatsError "invalid-metric-option" */
export function bootstrapPlan({
  level = 0.95,
  replicates = 1000,
  seed = 0,
}: BootstrapOptions = {}): Required<BootstrapOptions> {
  checkLevel("level", level);
  checkWhole("replicates", replicates, 1);
  return { level, replicates, seed };
}

/** The percentile interval of a statistic over replicates: `replicate` tells it of each. Yields the share done. */
export function* bootstrapInterval(
  replicate: (index: number) => number,
  plan: Required<BootstrapOptions>,
): Work<Interval> {
  const values = new Float64Array(plan.replicates);
  for (let i = 0; i < values.length; i++) {
    values[i] = replicate(i);
    yield (i + 1) / values.length;
  }
  return percentileInterval(values, plan.level);
}

/** The percentile interval of a bootstrap's replicates (Efron and Tibshirani 1993, chapter 13), which are sorted in place. */
export function percentileInterval(replicates: Float64Array, level: number): Interval {
  replicates.sort();
  return { level, low: quantile(replicates, (1 - level) / 2), high: quantile(replicates, (1 + level) / 2) };
}
