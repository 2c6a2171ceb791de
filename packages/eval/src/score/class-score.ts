import { softmax } from "@tiny-cats/core";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkCount } from "../features/check-count.ts";
import { checkWhole } from "../features/check-option.ts";
import { checkExtractor, type Extractor } from "../features/extractor.ts";
import { featureSet } from "../features/feature-set.ts";
import { doWork, type WorkOptions } from "../progress/do-work.ts";
import type { Work } from "../progress/work.ts";
import { type BootstrapOptions, bootstrapInterval, bootstrapPlan, type Interval } from "../sampling/interval.ts";
import { meanAndStd } from "../sampling/mean-and-std.ts";
import { randomIndices, randomSubset } from "../sampling/random-indices.ts";

/** Into how many parts, and how the interval is had. */
export interface ClassScoreOptions extends WorkOptions {
  /** 10 unless told. */
  splits?: number;
  /** Pictures are put into random order by it before they are split; 0 unless told, null for the order given. */
  seed?: number | null;
  bootstrap?: BootstrapOptions;
}

/** exp of the mean divergence of a picture's classes from all pictures' classes: 1 to the number of classes. */
export interface ClassScore {
  /** Over the splits. */
  mean: number;
  /** Over the splits, of their number. */
  std: number;
  /** Of the score of all pictures at once: percentiles of a bootstrap over pictures. Pictures drawn twice make it a little high. */
  interval: Interval;
  /** The score of all pictures at once. */
  ofAll: number;
  splits: number;
  extractor: Extractor;
  count: number;
}

/**
 * The Inception Score (Salimans et al., "Improved techniques for training GANs", 2016) of any classifier: only with the FID Inception's classes may it go by that
 * name. In float64 from logits.
 *
 * @param logits count x dimension; the extractor's dimension is its number of classes
 * @throws TinyCatsError "too-few-samples" below 10 pictures a split, "invalid-extractor", "feature-shape", "non-finite-features",
 * "invalid-metric-option" or "invalid-seed"
 */
export function classScore(
  logits: Float32Array | Float64Array,
  extractor: Extractor,
  options: ClassScoreOptions = {},
): Promise<ClassScore> {
  return doWork(scoreWork(logits, extractor, options), options);
}

function* scoreWork(
  logits: Float32Array | Float64Array,
  extractor: Extractor,
  { splits = 10, seed = 0, bootstrap }: ClassScoreOptions,
): Work<ClassScore> {
  checkExtractor(extractor);
  checkWhole("splits", splits, 1);
  const plan = bootstrapPlan({ replicates: 200, ...bootstrap });
  const { count } = featureSet(logits, extractor);
  checkCount(count, 10 * splits, `a score of ${splits} splits`);
  const classes = extractor.dimension;
  if (classes < 2)
    throw new TinyCatsError("invalid-extractor", "one class alone says nothing of pictures", {
      value: classes,
      remedy: "give the logits of a classifier with two classes or more",
    });
  const rows = pictures(logits, count, classes);
  const order =
    seed === null ? Int32Array.from({ length: count }, (_, i) => i) : randomSubset(count, count, { seed, index: 0 });
  const scores = Float64Array.from({ length: splits }, (_, i) => {
    const [from, to] = [i, i + 1].map((edge) => Math.floor((edge * count) / splits));
    return score(rows, order.subarray(from, to));
  });
  const replicate = (index: number) => score(rows, randomIndices(count, count, { seed: plan.seed, index }));
  return {
    ...meanAndStd(scores),
    ofAll: score(rows, order),
    interval: yield* bootstrapInterval(replicate, plan),
    splits,
    extractor,
    count,
  };
}

interface Pictures {
  probabilities: Float64Array;
  /** Sum over classes of p ln p. */
  negentropies: Float64Array;
  classes: number;
}

function pictures(logits: Float32Array | Float64Array, count: number, classes: number): Pictures {
  const probabilities = new Float64Array(count * classes);
  const negentropies = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const row = softmax(logits.subarray(i * classes, (i + 1) * classes));
    probabilities.set(row, i * classes);
    negentropies[i] = negentropy(row);
  }
  return { probabilities, negentropies, classes };
}

/** exp(mean of sum p ln p - sum q ln q), q the mean of p: the mean divergence, with one logarithm a class left. */
function score({ probabilities, negentropies, classes }: Pictures, chosen: Int32Array): number {
  const mean = new Float64Array(classes);
  let inner = 0;
  for (const i of chosen) {
    inner += negentropies[i];
    for (let c = 0; c < classes; c++) mean[c] += probabilities[i * classes + c];
  }
  return Math.exp(inner / chosen.length - negentropy(mean.map((value) => value / chosen.length)));
}

function negentropy(probabilities: Float64Array): number {
  return probabilities.reduce((sum, p) => (p > 0 ? sum + p * Math.log(p) : sum), 0);
}
