import type { Model } from "@tiny-cats/onnx";
import { writeModel } from "@tiny-cats/onnx";
import { gradientName, movedName } from "../graphs/gradient-graph.ts";
import { createSession, type SessionOptions } from "./create-session.ts";
import type { StepVectors } from "./make-vectors.ts";
import type { OrtModule } from "./ort-module.ts";
import type { Pass } from "./passes.ts";

/** Opens a gradient graph over a step's vectors: weights are read where they lie, gradients added up, running statistics moved. */
export async function openPass(
  ort: OrtModule,
  graph: Model,
  { layout, weight, gradient, statistics }: StepVectors,
  options: SessionOptions,
): Promise<Pass> {
  const session = await createSession(ort, writeModel(graph), options);
  const tensor = (data: Float32Array | BigInt64Array, shape: readonly number[]) =>
    new ort.Tensor((data instanceof BigInt64Array ? "int64" : "float32") as never, data as never, shape);
  const own: Record<string, unknown> = {};
  for (const [vector, { places }] of [
    [weight, layout],
    [statistics.moving, statistics.layout],
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
        statistics.moving.set(results[movedName(name)].data, begin);
      }
      return results.loss.data[0];
    },
    close: () => session.release(),
  };
}

function add(sums: Float32Array, values: Float32Array, begin: number): void {
  for (let i = 0; i < values.length; i++) sums[begin + i] += values[i];
}
