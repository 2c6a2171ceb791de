import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import { markBatchVariance } from "../batch-norm/batch-statistics.ts";
import { countPerChannel, perChannel, statisticsAxes } from "../batch-norm/per-channel.ts";
import { markStopped } from "../stop-gradient.ts";

/** One number a channel each; `mean` and `variance` are the running ones. */
export interface BatchNormParts {
  readonly weight: Value;
  readonly bias: Value;
  readonly mean: Value;
  readonly variance: Value;
}

export interface BatchNormTrainingOptions {
  /** 1e-5 unless told. */
  readonly epsilon?: number;
  /** The share of the batch in the new running statistics; 0.1 unless told. */
  readonly momentum?: number;
}

/**
 * Batch normalisation of x [batch, channels, ...] with the batch's own mean and biased variance, computed in two passes, and the running
 * statistics that follow, with the unbiased variance, as PyTorch has them. Gradients go to x, weight and bias; none pass through the new
 * statistics.
 *
 * Throws `too-few-values` where a channel has one number, whose variance is not known.
 */
export function batchNormTraining(
  g: GraphBuilder,
  x: Value,
  { weight, bias, mean, variance }: BatchNormParts,
  { epsilon = 1e-5, momentum = 0.1 }: BatchNormTrainingOptions = {},
): { readonly y: Value; readonly mean: Value; readonly variance: Value } {
  const rank = x.shape.length;
  const axes = statisticsAxes(rank);
  const count = countPerChannel(g, x, () => x);
  if (count === 1) {
    throw new TinyCatsError("too-few-values", `${x.name} has one number a channel, and no variance`, {
      value: x.shape,
      remedy: "train with batches of two or more, or keep the statistics fixed.",
    });
  }
  const batchMean = markStopped(g.reduceMean(x, axes));
  const centred = g.sub(x, perChannel(g, batchMean, rank));
  const squares = markStopped(g.mul(centred, centred));
  const batchVariance = markStopped(g.reduceMean(squares, axes));
  markBatchVariance(batchVariance);
  const channels = batchMean.shape as number[];
  const zero = g.constant(x.dtype, channels, new Array<number>(channels[0]).fill(0));
  const y = g.op("BatchNormalization", [centred, weight, bias, zero, batchVariance], { epsilon });
  const correction = typeof count === "number" ? count / (count - 1) : g.div(count, g.sub(count, 1));
  const unbiased = g.mul(batchVariance, correction);
  const moved = (old: Value, now: Value) => markStopped(g.add(g.mul(old, 1 - momentum), g.mul(now, momentum)));
  return { y, mean: moved(mean, batchMean), variance: moved(variance, unbiased) };
}
