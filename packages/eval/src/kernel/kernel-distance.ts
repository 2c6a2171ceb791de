import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkCount } from "../features/check-count.ts";
import { checkLevel, checkWhole } from "../features/check-option.ts";
import { checkSameExtractor, type Extractor } from "../features/extractor.ts";
import type { FeatureSet } from "../features/feature-set.ts";
import { doWork, type WorkOptions } from "../progress/do-work.ts";
import { part, type Work } from "../progress/work.ts";
import type { Interval } from "../sampling/interval.ts";
import { meanAndStd } from "../sampling/mean-and-std.ts";
import { normalInterval } from "../sampling/normal-interval.ts";
import { randomSubset } from "../sampling/random-indices.ts";
import { kernelMatrices } from "./kernel-matrices.ts";
import { mmdWithError } from "./mmd-with-error.ts";
import { unbiasedMmd } from "./unbiased-mmd.ts";

/** Of how many pictures subsets are, and which. */
export interface KernelDistanceOptions extends WorkOptions {
  /** 100 unless told. */
  subsets?: number;
  /** Pictures of each set in a subset: 1000 unless told, and no more than the smaller set has. */
  subsetSize?: number;
  /** Of the subsets; 0 unless told. */
  seed?: number;
  /** Of the interval: 0.95 unless told. */
  level?: number;
}

/** A kernel distance (KID) and what it rests on. */
export interface KernelDistance {
  /** Mean over the subsets; it may be below 0. */
  mean: number;
  /** Over the subsets, of their number: it says how much subsets differ, not how sure the mean is. */
  std: number;
  /** The same estimate once, from all pictures. */
  ofAll: number;
  /** Of `ofAll`: the normal interval by the jackknife's standard error, each picture left out once. Too narrow where the sets hardly differ. */
  interval: Interval;
  subsets: number;
  subsetSize: number;
  extractor: Extractor;
  counts: [number, number];
}

/** Pairs of pictures whose kernels are kept at once, in numbers of 8 bytes. */
const MOST_PAIRS = 3 * 2 ** 26;

/**
 * The kernel distance with the kernel (x . y / d + 1)^3, unbiased, as mean and standard deviation over random subsets without replacement within a subset
 * (Binkowski et al., "Demystifying MMD GANs", 2018).
 *
 * Memory: 8 bytes for every pair of pictures, of one set and of both; 1.6 GB at most, which two sets of 8,000 reach.
 * @throws TinyCatsError "extractor-mismatch", "too-few-samples" below 3, "too-many-samples", "invalid-metric-option" or "invalid-seed"
 */
export function kernelDistance(
  a: FeatureSet,
  b: FeatureSet,
  options: KernelDistanceOptions = {},
): Promise<KernelDistance> {
  return doWork(kernelWork(a, b, options), options);
}

function* kernelWork(
  a: FeatureSet,
  b: FeatureSet,
  { subsets = 100, subsetSize = 1000, seed = 0, level = 0.95 }: KernelDistanceOptions,
): Work<KernelDistance> {
  checkSameExtractor(a.extractor, b.extractor);
  checkWhole("subsets", subsets, 1);
  checkWhole("subsetSize", subsetSize, 2);
  checkLevel("level", level);
  for (const { count } of [a, b]) checkCount(count, 3, "a kernel distance");
  checkPairs(a.count, b.count);
  const size = Math.min(subsetSize, a.count, b.count);
  const matrices = yield* part(kernelMatrices(a, b), 0, 0.5);
  const { value, error } = mmdWithError(matrices);
  const distances = new Float64Array(subsets);
  for (let i = 0; i < subsets; i++) {
    const rowsA = randomSubset(size, a.count, { seed, index: 2 * i });
    const rowsB = randomSubset(size, b.count, { seed, index: 2 * i + 1 });
    distances[i] = unbiasedMmd(matrices, rowsA, rowsB);
    yield 0.5 + (0.5 * (i + 1)) / subsets;
  }
  return {
    ...meanAndStd(distances),
    ofAll: value,
    interval: normalInterval(value, error, level),
    subsets,
    subsetSize: size,
    extractor: a.extractor,
    counts: [a.count, b.count],
  };
}

function checkPairs(a: number, b: number): void {
  if (a * a + b * b + a * b <= MOST_PAIRS) return;
  throw new TinyCatsError("too-many-samples", `the kernels between ${a} and ${b} pictures need more than 1.6 GB`, {
    value: [a, b],
    remedy: "give a random part of each set, such as 8,000 pictures",
  });
}
