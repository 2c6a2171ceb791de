import { gradientName, movedName, sumName } from "../graphs/gradient-graph.ts";
import type { Layout } from "./lay-out.ts";
import type { OrtModule, OrtSession } from "./ort-module.ts";
import type { Batch } from "./step.ts";

export interface AccumulatorParts {
  readonly layout: Layout;
  readonly weights: Float32Array;
  /** Where the gradients are added up. */
  readonly sums: Float32Array;
  /** Where the running statistics lie. */
  readonly statistics: { readonly layout: Layout; readonly vector: Float32Array };
}

/** A function that adds the gradients of a batch's loss to the sums, and moves running statistics, where they lie; it gives the loss. */
export function accumulator(
  ort: OrtModule,
  session: OrtSession,
  { layout, weights, sums, statistics }: AccumulatorParts,
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
  for (const { name, shape, begin, length } of statistics.layout.places) {
    const statistic = tensor(statistics.vector.subarray(begin, begin + length), shape);
    own[name] = statistic;
    fetches[movedName(name)] = statistic;
  }
  return async (batch) => {
    const feeds = { ...own };
    for (const [name, { data, shape }] of Object.entries(batch)) feeds[name] = tensor(data, shape);
    await session.run(feeds, fetches);
    return loss[0];
  };
}
