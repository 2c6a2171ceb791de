import { checkCount } from "../features/check-count.ts";
import { checkWhole } from "../features/check-option.ts";
import { checkSameExtractor, type Extractor } from "../features/extractor.ts";
import type { FeatureSet } from "../features/feature-set.ts";
import { neighbourDistances } from "../neighbours/neighbour-distances.ts";
import { eachPair } from "../neighbours/pairs.ts";
import { doWork, type WorkOptions } from "../progress/do-work.ts";
import { part, type Work } from "../progress/work.ts";
import { bootstrapMean } from "../sampling/bootstrap-mean.ts";
import type { BootstrapOptions, Interval } from "../sampling/interval.ts";

/** Which neighbours span the manifolds, and how intervals are had. */
export interface ManifoldOptions extends WorkOptions {
  /** For precision and recall; 3 unless told, as Kynkäänniemi et al. */
  neighbours?: number;
  /** For density and coverage; 5 unless told, as Naeem et al. */
  densityNeighbours?: number;
  bootstrap?: BootstrapOptions;
}

/** A metric, and its interval with the manifolds held as they are and the pictures on which it is a mean drawn anew. */
export interface MeanOfPictures {
  value: number;
  interval: Interval;
}

/** How drawings and real pictures lie among each other. */
export interface ManifoldMetrics {
  /** Share of drawings within the ball of a real picture. */
  precision: MeanOfPictures;
  /** Share of real pictures within the ball of a drawing. */
  recall: MeanOfPictures;
  /** Balls of real pictures that a drawing lies in, over their expected number: may exceed 1. */
  density: MeanOfPictures;
  /** Share of real pictures in whose ball a drawing lies. */
  coverage: MeanOfPictures;
  extractor: Extractor;
  /** Pictures: real ones, drawings. */
  counts: [number, number];
  neighbours: number;
  densityNeighbours: number;
}

/**
 * Improved precision and recall (Kynkäänniemi et al. 2019), density and coverage (Naeem et al. 2020).
 *
 * The ball of a picture reaches to its kth nearest other one of its own set, by Euclidean distance of features, its surface included. Time grows with the
 * square of the counts, memory does not.
 * @throws TinyCatsError "extractor-mismatch", "too-few-samples" unless each set has more pictures than neighbours, "invalid-metric-option" or "invalid-seed"
 */
export function manifoldMetrics(
  real: FeatureSet,
  drawn: FeatureSet,
  options: ManifoldOptions = {},
): Promise<ManifoldMetrics> {
  return doWork(manifoldWork(real, drawn, options), options);
}

function* manifoldWork(
  real: FeatureSet,
  drawn: FeatureSet,
  { neighbours = 3, densityNeighbours = 5, bootstrap }: ManifoldOptions,
): Work<ManifoldMetrics> {
  checkSameExtractor(real.extractor, drawn.extractor);
  checkWhole("neighbours", neighbours, 1);
  checkWhole("densityNeighbours", densityNeighbours, 1);
  const most = Math.max(neighbours, densityNeighbours);
  for (const { count } of [real, drawn]) checkCount(count, most + 1, `a manifold of ${most} neighbours`);
  const ofReal = yield* part(neighbourDistances(real, most), 0, 0.25);
  const ofDrawn = yield* part(neighbourDistances(drawn, neighbours), 0.25, 0.5);
  const precise = new Uint8Array(drawn.count);
  const recalled = new Uint8Array(real.count);
  const dense = new Float64Array(drawn.count);
  const covered = new Uint8Array(real.count);
  const across = eachPair(real, drawn, "distances", ({ values, stride, firstA, firstB, rowsA, rowsB }) => {
    for (let i = 0; i < rowsA; i++) {
      const r = firstA + i;
      const radius = ofReal.distance(r, neighbours);
      const wider = ofReal.distance(r, densityNeighbours);
      for (let j = 0; j < rowsB; j++) {
        const distance = values[i * stride + j];
        const d = firstB + j;
        if (distance <= radius) precise[d] = 1;
        if (distance <= ofDrawn.distance(d, neighbours)) recalled[r] = 1;
        if (distance <= wider) {
          dense[d] += 1 / densityNeighbours;
          covered[r] = 1;
        }
      }
    }
  });
  yield* part(across, 0.5, 0.9);
  return {
    precision: yield* part(mean(precise, bootstrap), 0.9, 0.925),
    recall: yield* part(mean(recalled, bootstrap), 0.925, 0.95),
    density: yield* part(mean(dense, bootstrap), 0.95, 0.975),
    coverage: yield* part(mean(covered, bootstrap), 0.975, 1),
    extractor: real.extractor,
    counts: [real.count, drawn.count],
    neighbours,
    densityNeighbours,
  };
}

function* mean(contributions: Uint8Array | Float64Array, bootstrap?: BootstrapOptions): Work<MeanOfPictures> {
  let sum = 0;
  for (const value of contributions) sum += value;
  return { value: sum / contributions.length, interval: yield* bootstrapMean(contributions, bootstrap) };
}
