import type { GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import type { GradientContext } from "../rule.ts";
import { isBatchVariance } from "./batch-statistics.ts";
import { countPerChannel, perChannel, statisticsAxes } from "./per-channel.ts";

/**
 * y = (x - mean) / sqrt(variance + epsilon) scale + bias, by each operand; or by x through its own statistics, where `batchNormTraining` made
 * them (Ioffe and Szegedy, "Batch Normalization", 2015, section 3).
 */
export function batchNorm(context: GradientContext): (Value | undefined)[] {
  const { g, attributes, input, inputType, wants } = context;
  const dy = context.gradient(0)!;
  const rank = inputType(0).shape.length;
  const sum = (value: Value) => g.reduceSum(value, statisticsAxes(rank));
  const inverse = g.div(1, g.sqrt(g.add(input(4), attributes.float("epsilon"))));
  const factor = g.mul(input(1), inverse);
  const ofBatch = isBatchVariance(inputType(4));
  const total = once(() => sum(dy));
  // Where the statistics are the batch's, x came with the mean taken off already.
  const centred = once(() => (ofBatch ? input(0) : g.sub(input(0), perChannel(g, input(3), rank))));
  const along = once(() => sum(g.mul(dy, centred())));
  const variance = () => g.mul(g.mul(along(), g.mul(factor, g.mul(inverse, inverse))), -0.5);
  const dx = () => {
    if (!ofBatch) return g.mul(dy, perChannel(g, factor, rank));
    const count = countPerChannel(g, inputType(0), () => input(0));
    const slope = g.div(g.mul(variance(), 2), count);
    const shift = g.div(g.op("Neg", [g.mul(factor, total())]), count);
    return g.add(affine(g, dy, factor, shift), g.mul(centred(), perChannel(g, slope, rank)));
  };
  return [
    wants(0) ? dx() : undefined,
    wants(1) ? g.mul(along(), inverse) : undefined,
    wants(2) ? total() : undefined,
    wants(3) ? g.op("Neg", [g.mul(factor, total())]) : undefined,
    wants(4) ? variance() : undefined,
  ];
}

/** value * factor + shift of each channel in one pass over memory: the operator with a mean of 0 and a variance of 1. */
function affine(g: GraphBuilder, value: Value, factor: Value, shift: Value): Value {
  const channels = factor.shape as number[];
  const all = (number: number) => g.constant(value.dtype, channels, new Array<number>(channels[0]).fill(number));
  return g.op("BatchNormalization", [value, factor, shift, all(0), all(1)], { epsilon: 0 });
}

function once(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= make();
    return value;
  };
}
