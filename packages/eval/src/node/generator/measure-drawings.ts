import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { Extractor } from "../../features/extractor.ts";
import { type FeatureSet, featureSet } from "../../features/feature-set.ts";
import { createFeatureStatistics, type FeatureStatistics } from "../../features/feature-statistics.ts";
import { frechetInterval } from "../../frechet/frechet-interval.ts";
import { kernelDistance } from "../../kernel/kernel-distance.ts";
import { manifoldMetrics } from "../../manifold/manifold-metrics.ts";
import type { BootstrapOptions, Interval } from "../../sampling/interval.ts";
import { classScore } from "../../score/class-score.ts";
import type { Extracted } from "../extract/extract-all.ts";

/** What a network saw of drawings and of real pictures. */
export interface SeenPictures {
  drawn: Extracted;
  real: Extracted;
  features: Extractor;
  classes: Extractor;
}

export interface MeasureOptions {
  seed: number;
  bootstrap?: Omit<BootstrapOptions, "seed">;
  signal?: AbortSignal;
  onProgress?(share: number): void;
}

interface Spread {
  mean: number;
  std: number;
}

/** Metrics of drawings; null is what too few pictures leave out, with the reason. */
export interface DrawingNumbers {
  frechet: number | null;
  score: Spread | null;
  kid: Spread | null;
  precision: number | null;
  recall: number | null;
  density: number | null;
  coverage: number | null;
  intervals: Record<string, Interval>;
  reasons: Record<string, string>;
  remarks: string[];
}

/** Parts that the interval of a Frechet distance leaves out in turn. */
const GROUPS = 10;

/** All distances and shares of a set of drawings; `names` are the report's own for the two that depend on whose features they are. */
export async function measureDrawings(
  { drawn, real, features, classes }: SeenPictures,
  { seed, bootstrap, signal, onProgress }: MeasureOptions,
  names = { frechet: "frechet_distance", score: "class_score" },
): Promise<DrawingNumbers> {
  const intervals: Record<string, Interval> = {};
  const reasons: Record<string, string> = {};
  const sets = { drawn: featureSet(drawn.features, features), real: featureSet(real.features, features) };
  const within = (from: number, to: number) => ({
    signal,
    onProgress: (share: number) => onProgress?.(from + share * (to - from)),
  });
  const level = bootstrap?.level;
  /** Undefined where there are too few pictures, which is then the keys' reason. */
  async function enough<T>(keys: readonly string[], measure: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await measure();
    } catch (error) {
      if (!isTinyCatsError(error) || error.code !== "too-few-samples") throw error;
      for (const key of keys) reasons[key] = `${error.message}; ${error.remedy}`;
      return undefined;
    }
  }

  const frechet = await enough([names.frechet], () =>
    frechetInterval(groupsOf(sets.real), groupsOf(sets.drawn), { level, ...within(0, 0.6) }),
  );
  if (frechet) intervals[names.frechet] = frechet.interval;
  const kid = await enough(["kid"], () => kernelDistance(sets.real, sets.drawn, { seed, level, ...within(0.6, 0.8) }));
  if (kid) intervals.kid = kid.interval;
  const shares = ["precision", "recall", "density", "coverage"] as const;
  const manifold = await enough(shares, () =>
    manifoldMetrics(sets.real, sets.drawn, { bootstrap: { ...bootstrap, seed }, ...within(0.8, 1) }),
  );
  const take = (key: (typeof shares)[number]) => {
    if (!manifold) return null;
    intervals[key] = manifold[key].interval;
    return manifold[key].value;
  };
  const score = await enough([names.score], () =>
    classScore(drawn.logits, classes, { seed, bootstrap: { replicates: 200, ...bootstrap, seed } }),
  );
  if (score) intervals[names.score] = score.interval;
  const spread = ({ mean, std }: Spread) => ({ mean, std });
  return {
    frechet: frechet?.value ?? null,
    score: score ? spread(score) : null,
    kid: kid ? spread(kid) : null,
    precision: take("precision"),
    recall: take("recall"),
    density: take("density"),
    coverage: take("coverage"),
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
