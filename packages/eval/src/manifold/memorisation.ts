import { quantile } from "@tiny-cats/core";
import { checkCount } from "../features/check-count.ts";
import { checkSameExtractor, type Extractor } from "../features/extractor.ts";
import type { FeatureSet } from "../features/feature-set.ts";
import { eachPair } from "../neighbours/pairs.ts";
import { doWork, type WorkOptions } from "../progress/do-work.ts";
import { part, type Work } from "../progress/work.ts";
import { bootstrapMean } from "../sampling/bootstrap-mean.ts";
import type { BootstrapOptions, Interval } from "../sampling/interval.ts";

const QUANTILES = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 1];

/** Distances to the nearest training picture: quantiles by their share, "0" the smallest, "0.5" the median. */
export type DistanceQuantiles = Record<string, number>;

/** How near drawings come to the pictures they were learned from. */
export interface Memorisation {
  drawn: DistanceQuantiles;
  heldOut: DistanceQuantiles;
  /** Share of drawings nearer to a training picture than `threshold`; of held-out pictures it is 0.01 by construction. */
  nearShare: number;
  interval: Interval;
  /** The held-out pictures' 1 % quantile. */
  threshold: number;
  /** Each drawing's nearest training picture, nearest first: places in the sets, and the distance. */
  nearest: { drawing: number; training: number; distance: number }[];
  extractor: Extractor;
  /** Pictures: drawings, training, held out. */
  counts: [number, number, number];
}

/** How the interval is had. */
export interface MemorisationOptions extends WorkOptions {
  bootstrap?: BootstrapOptions;
}

/**
 * Nearest training pictures in feature space, by Euclidean distance, against those of real pictures held out of training: a generator that copies has more
 * drawings nearer than these. Pictures that are both in training and held out make it blind; keep near duplicates in one part.
 *
 * @throws TinyCatsError "extractor-mismatch", "too-few-samples" for a set without pictures, "invalid-metric-option" or "invalid-seed"
 */
export function memorisation(
  drawn: FeatureSet,
  training: FeatureSet,
  heldOut: FeatureSet,
  options: MemorisationOptions = {},
): Promise<Memorisation> {
  return doWork(memorisationWork(drawn, training, heldOut, options), options);
}

function* memorisationWork(
  drawn: FeatureSet,
  training: FeatureSet,
  heldOut: FeatureSet,
  { bootstrap }: MemorisationOptions,
): Work<Memorisation> {
  for (const set of [drawn, training, heldOut]) {
    checkSameExtractor(drawn.extractor, set.extractor);
    checkCount(set.count, 1, "nearest training pictures");
  }
  const ofDrawn = yield* part(nearestOf(drawn, training), 0, 0.45);
  const ofHeldOut = yield* part(nearestOf(heldOut, training), 0.45, 0.9);
  const sorted = ofHeldOut.distances.toSorted();
  const threshold = quantile(sorted, 0.01);
  const near = ofDrawn.distances.map((distance) => Number(distance < threshold));
  return {
    drawn: quantiles(ofDrawn.distances.toSorted()),
    heldOut: quantiles(sorted),
    nearShare: near.reduce((sum, one) => sum + one, 0) / near.length,
    interval: yield* part(bootstrapMean(near, bootstrap), 0.9, 1),
    threshold,
    nearest: Array.from(ofDrawn.distances, (distance, drawing) => ({
      drawing,
      training: ofDrawn.places[drawing],
      distance,
    })).sort((a, b) => a.distance - b.distance || a.drawing - b.drawing),
    extractor: drawn.extractor,
    counts: [drawn.count, training.count, heldOut.count],
  };
}

function* nearestOf(set: FeatureSet, training: FeatureSet): Work<{ distances: Float64Array; places: Int32Array }> {
  const distances = new Float64Array(set.count).fill(Number.POSITIVE_INFINITY);
  const places = new Int32Array(set.count);
  yield* eachPair(set, training, "distances", ({ values, stride, firstA, firstB, rowsA, rowsB }) => {
    for (let i = 0; i < rowsA; i++) {
      for (let j = 0; j < rowsB; j++) {
        if (!(values[i * stride + j] < distances[firstA + i])) continue;
        distances[firstA + i] = values[i * stride + j];
        places[firstA + i] = firstB + j;
      }
    }
  });
  return { distances: distances.map(Math.sqrt), places };
}

function quantiles(sorted: Float64Array): DistanceQuantiles {
  return Object.fromEntries(QUANTILES.map((q) => [String(q), quantile(sorted, q)]));
}
