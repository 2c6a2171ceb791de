import { checkCount } from "../features/check-count.ts";
import { checkLevel, checkWhole } from "../features/check-option.ts";
import { checkSameExtractor, type Extractor } from "../features/extractor.ts";
import type { FeatureSet } from "../features/feature-set.ts";
import { doWork, type WorkOptions } from "../progress/do-work.ts";
import { part, type Work } from "../progress/work.ts";
import type { Interval } from "../sampling/interval.ts";
import { meanAndStd } from "../sampling/mean-and-std.ts";
import { normalInterval } from "../sampling/normal-interval.ts";
import { kernelSums } from "./kernel-sums.ts";
import { mmdWithError } from "./mmd-with-error.ts";
import { subsetDistances } from "./subset-distances.ts";

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

/**
 * The kernel distance with the kernel (x . y / d + 1)^3, unbiased, as mean and standard deviation over random subsets without replacement within a subset
 * (Binkowski et al., "Demystifying MMD GANs", 2018).
 *
 * Time grows with the square of the counts; memory is a quarter of a gigabyte more than the features at most.
 * @throws TinyCatsError "extractor-mismatch", "too-few-samples" below 3, "invalid-metric-option" or "invalid-seed"
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
  const size = Math.min(subsetSize, a.count, b.count);
  const { value, error } = mmdWithError(yield* part(kernelSums(a, b), 0, 0.3));
  const distances = yield* part(subsetDistances(a, b, { subsets, size, seed }), 0.3, 1);
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
