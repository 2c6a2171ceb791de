import { type GradientGraph, gradientName, sumName } from "../graphs/gradient-graph.ts";
import type { Layout } from "./lay-out.ts";
import type { OrtModule, OrtSession } from "./ort-module.ts";
import type { Batch } from "./step.ts";

export interface AccumulatorParts {
  readonly graph: GradientGraph;
  readonly layout: Layout;
  readonly weights: Float32Array;
  /** Where the gradients are added up. */
  readonly sums: Float32Array;
}

/** A function that adds the gradients of a batch's loss to the sums, where they lie, and gives the loss. */
export function accumulator(
  ort: OrtModule,
  session: OrtSession,
  { layout, weights, sums }: AccumulatorParts,
): (batch: Batch) => Promise<number> {
  const tensor = (data: unknown, shape: readonly number[]) =>
    new ort.Tensor((data instanceof BigInt64Array ? "int64" : "float32") as never, data as never, shape);
  const loss = new Float32Array(1);
  const own: Record<string, unknown> = {};
  const fetches: Record<string, unknown> = { loss: tensor(loss, []) };
  for (const { name, shape, begin, length } of layout.places) {
    own[name] = tensor(weights.subarray(begin, begin + length), shape);
    // One tensor as operand and result: the sum is written where it was read.
    const sum = tensor(sums.subarray(begin, begin + length), shape);
    own[sumName(name)] = sum;
    fetches[gradientName(name)] = sum;
  }
  return async (batch) => {
    const feeds = { ...own };
    for (const [name, { data, shape }] of Object.entries(batch)) feeds[name] = tensor(data, shape);
    await session.run(feeds, fetches);
    return loss[0];
  };
}
