import { checkCount } from "../features/check-count.ts";
import { checkLevel } from "../features/check-option.ts";
import { createFeatureStatistics, type FeatureStatistics } from "../features/feature-statistics.ts";
import { doWork, type WorkOptions } from "../progress/do-work.ts";
import { part, type Work } from "../progress/work.ts";
import type { Interval } from "../sampling/interval.ts";
import { jackknifeVariance } from "../sampling/jackknife-variance.ts";
import { normalInterval } from "../sampling/normal-interval.ts";
import { type FrechetDistance, frechetWork } from "./frechet-distance.ts";

/** A Frechet distance with an interval. */
export interface FrechetInterval extends FrechetDistance {
  /** Normal, about the value, by the standard error of the jackknife over groups. It knows nothing of the bias that few pictures bring. */
  interval: Interval;
}

/** The interval's level. */
export interface FrechetIntervalOptions extends WorkOptions {
  /** 0.95 unless told. */
  level?: number;
}

/**
 * The Frechet distance of two sets that come in random groups of about one size (10 a set is usual), and an interval for it: each group of each set is left out
 * once. A bootstrap is not used, since pictures drawn twice lower the covariance's rank and raise the distance.
 *
 * Takes one distance more than there are groups, and the memory of the groups' statistics.
 * @throws TinyCatsError "too-few-samples" unless each set has two groups and each pair of sets left two pictures, "invalid-metric-option", and what
 * frechetDistance throws.
 */
export function frechetInterval(
  a: readonly FeatureStatistics[],
  b: readonly FeatureStatistics[],
  options: FrechetIntervalOptions = {},
): Promise<FrechetInterval> {
  return doWork(intervalWork(a, b, options), options);
}

function* intervalWork(
  a: readonly FeatureStatistics[],
  b: readonly FeatureStatistics[],
  { level = 0.95 }: FrechetIntervalOptions,
): Work<FrechetInterval> {
  checkLevel("level", level);
  for (const groups of [a, b]) checkCount(groups.length, 2, "an interval over groups");
  const turns = 1 + a.length + b.length;
  const [allA, allB] = [merged(a), merged(b)];
  const whole = yield* part(frechetWork(allA, allB), 0, 1 / turns);
  const withoutA = new Float64Array(a.length);
  const withoutB = new Float64Array(b.length);
  for (let i = 0; i < a.length; i++) {
    const turn = 1 + i;
    withoutA[i] = (yield* part(frechetWork(merged(a, i), allB), turn / turns, (turn + 1) / turns)).value;
  }
  for (let i = 0; i < b.length; i++) {
    const turn = 1 + a.length + i;
    withoutB[i] = (yield* part(frechetWork(allA, merged(b, i)), turn / turns, (turn + 1) / turns)).value;
  }
  const error = Math.sqrt(jackknifeVariance(withoutA) + jackknifeVariance(withoutB));
  return { ...whole, interval: normalInterval(whole.value, error, level) };
}

function merged(groups: readonly FeatureStatistics[], without?: number): FeatureStatistics {
  const all = createFeatureStatistics(groups[0].extractor);
  groups.forEach((group, i) => {
    if (i !== without) all.merge(group);
  });
  return all;
}
