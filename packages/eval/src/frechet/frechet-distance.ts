import { checkCount } from "../features/check-count.ts";
import { checkSameExtractor, type Extractor } from "../features/extractor.ts";
import type { FeatureStatistics } from "../features/feature-statistics.ts";
import { doWork, type WorkOptions } from "../progress/do-work.ts";
import { part, type Work } from "../progress/work.ts";
import { frechetRemarks } from "./frechet-remarks.ts";
import { nuclearNormOfProduct } from "./nuclear-norm-of-product.ts";
import { rootFactor } from "./root-factor.ts";

/** A Frechet distance and what it rests on. */
export interface FrechetDistance {
  /** 0 or more; squared, as it is customary. */
  value: number;
  /** The squared distance between the means, which is part of it. */
  ofMeans: number;
  extractor: Extractor;
  /** Pictures of the two sets. */
  counts: [number, number];
  /** Numerical ranks of the two covariances; of no more pictures than features, one less than the pictures, which is the most there can be. */
  ranks: [number, number];
  /** Why the value may mislead, in sentences: few pictures, missing rank. */
  warnings: string[];
}

/**
 * The Frechet distance of the normal distributions with the means and covariances (divisor n - 1) of two sets of features:
 * |m1 - m2|^2 + tr(S1) + tr(S2) - 2 tr((S1 S2)^(1/2)) (Heusel et al., "GANs trained by a two time-scale update rule", 2017).
 *
 * With S = transpose(F) F, from pivoted Cholesky factors or from the centred rows where these are few, the last trace is the sum of the singular
 * values of F1 transpose(F2). No root of a rounding error is ever taken: sets equal to each other are 0 apart to rounding.
 * @throws TinyCatsError "extractor-mismatch", "too-few-samples" below 2, or "non-finite-features" where squares overflow.
 */
export function frechetDistance(
  a: FeatureStatistics,
  b: FeatureStatistics,
  options: WorkOptions = {},
): Promise<FrechetDistance> {
  return doWork(frechetWork(a, b), options);
}

/** As frechetDistance, in pieces. */
export function* frechetWork(a: FeatureStatistics, b: FeatureStatistics): Work<FrechetDistance> {
  checkSameExtractor(a.extractor, b.extractor);
  for (const { count } of [a, b]) checkCount(count, 2, "a Frechet distance");
  const first = yield* part(rootFactor(a), 0, 0.1);
  const second = yield* part(rootFactor(b), 0.1, 0.2);
  const root = yield* part(nuclearNormOfProduct(first, second), 0.2, 1);
  let ofMeans = 0;
  first.mean.forEach((value, j) => {
    ofMeans += (value - second.mean[j]) ** 2;
  });
  const counts: [number, number] = [a.count, b.count];
  // Centring takes one rank from rows.
  const ranks = [first, second].map(({ rank, triangular }) => rank - (triangular ? 0 : 1)) as [number, number];
  return {
    value: Math.max(0, ofMeans + (first.trace + second.trace - 2 * root)),
    ofMeans,
    extractor: a.extractor,
    counts,
    ranks,
    warnings: frechetRemarks(counts, ranks, a.extractor.dimension),
  };
}
