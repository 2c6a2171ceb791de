import { type FeatureSet, featureSet } from "../../features/feature-set.ts";
import { createFeatureStatistics, type FeatureStatistics } from "../../features/feature-statistics.ts";
import { frechetInterval } from "../../frechet/frechet-interval.ts";
import type { Interval } from "../../sampling/interval.ts";
import { classScore } from "../../score/class-score.ts";
import { enough } from "./enough.ts";
import type { MeasureOptions, SeenPictures } from "./measure-drawings.ts";

/** A mean over parts, and their standard deviation. */
export interface Spread {
  mean: number;
  std: number;
}

/** Null is what too few pictures leave out. */
export interface FrechetAndScore {
  frechet: number | null;
  score: Spread | null;
  intervals: Record<string, Interval>;
  reasons: Record<string, string>;
  remarks: string[];
}

/** Parts that the interval of a Frechet distance leaves out in turn. */
const GROUPS = 10;

/** The two metrics that are named for the network they are of: `names` are the report's keys of them. */
export async function frechetAndScore(
  { drawn, real, features, classes }: SeenPictures,
  { seed, bootstrap, signal, onProgress }: MeasureOptions,
  names: { frechet: string; score: string },
): Promise<FrechetAndScore> {
  const intervals: Record<string, Interval> = {};
  const reasons: Record<string, string> = {};
  const groups = [real, drawn].map((seen) => groupsOf(featureSet(seen.features, features)));
  const frechet = await enough([names.frechet], reasons, () =>
    frechetInterval(groups[0], groups[1], { level: bootstrap?.level, signal, onProgress }),
  );
  if (frechet) intervals[names.frechet] = frechet.interval;
  const score = await enough([names.score], reasons, () =>
    classScore(drawn.logits, classes, { seed, bootstrap: { replicates: 200, ...bootstrap, seed }, signal }),
  );
  if (score) intervals[names.score] = score.interval;
  return {
    frechet: frechet?.value ?? null,
    score: score ? { mean: score.mean, std: score.std } : null,
    intervals,
    reasons,
    remarks: frechet?.warnings ?? [],
  };
}

/** Every tenth picture together, so that each group has of every class what the whole has. */
function groupsOf({ data, extractor, count }: FeatureSet): FeatureStatistics[] {
  const groups = Array.from({ length: Math.min(GROUPS, count) }, () => createFeatureStatistics(extractor));
  const d = extractor.dimension;
  for (let i = 0; i < count; i++) groups[i % GROUPS].add(data.subarray(i * d, (i + 1) * d));
  return groups;
}
