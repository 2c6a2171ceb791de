import type { Model } from "@tiny-cats/onnx";
import { writeModel } from "@tiny-cats/onnx";
import { gradientName, movedName } from "../graphs/gradient-graph.ts";
import { createSession, type SessionOptions } from "./create-session.ts";
import type { Layout } from "./lay-out.ts";
import type { OrtModule } from "./ort-module.ts";
import type { Pass } from "./passes.ts";

/** Vectors that a pass reads and moves. */
export interface PassVectors {
  readonly layout: Layout;
  readonly weight: Float32Array;
  /** Where gradients are added up. */
  readonly gradient: Float32Array;
  /** Running statistics, which each pass moves. */
  readonly statistics: { readonly layout: Layout; readonly vector: Float32Array };
}

/** Opens a gradient graph over the vectors: weights are read where they lie. */
export async function openPass(
  ort: OrtModule,
  graph: Model,
  { layout, weight, gradient, statistics }: PassVectors,
  options: SessionOptions,
): Promise<Pass> {
  const session = await createSession(ort, writeModel(graph), options);
  const tensor = (data: Float32Array | BigInt64Array, shape: readonly number[]) =>
    new ort.Tensor((data instanceof BigInt64Array ? "int64" : "float32") as never, data as never, shape);
  const own: Record<string, unknown> = {};
  for (const [vector, { places }] of [
    [weight, layout],
    [statistics.vector, statistics.layout],
  ] as const) {
    for (const { name, shape, begin, length } of places)
      own[name] = tensor(vector.subarray(begin, begin + length), shape);
  }
  return {
    async run(batch) {
      const feeds = { ...own };
      for (const [name, { data, shape }] of Object.entries(batch)) feeds[name] = tensor(data, shape);
      const results = await session.run(feeds);
      for (const { name, begin } of layout.places) add(gradient, results[gradientName(name)].data, begin);
      for (const { name, begin } of statistics.layout.places) {
        statistics.vector.set(results[movedName(name)].data, begin);
      }
      return results.loss.data[0];
    },
    close: () => session.release(),
  };
}

function add(sums: Float32Array, values: Float32Array, begin: number): void {
  for (let i = 0; i < values.length; i++) sums[begin + i] += values[i];
}
