import { type InputValues, interpret, type Model, writeModel } from "@tiny-cats/onnx";
import { InferenceSession, Tensor } from "onnxruntime-node";

/** A graph's inputs: float32, or int64 as bigints. */
export type Inputs = Readonly<Record<string, { shape: readonly number[]; data: Float32Array | BigInt64Array }>>;

/** Outputs as numbers, by name. */
export type Outputs = Record<string, Float64Array>;

/** onnxruntime for Node or for the web. */
export interface Runtime {
  InferenceSession: Pick<typeof InferenceSession, "create">;
  Tensor: typeof Tensor;
}

/** What onnxruntime answers to a model or a model's file, on one thread; onnxruntime-node unless another runtime is given. */
export async function runOnnxruntime(
  model: Model | string,
  inputs: Inputs,
  runtime: Runtime = { InferenceSession, Tensor },
): Promise<Outputs> {
  const options = { logSeverityLevel: 3, intraOpNumThreads: 1 } as const;
  const { create } = runtime.InferenceSession;
  const session = await (typeof model === "string" ? create(model, options) : create(writeModel(model), options));
  const feeds = Object.entries(inputs).map(([name, { shape, data }]) => [
    name,
    data instanceof Float32Array
      ? new runtime.Tensor("float32", data, shape)
      : new runtime.Tensor("int64", data, shape),
  ]);
  const results = await session.run(Object.fromEntries(feeds));
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name, Float64Array.from(data as Float32Array)]),
  );
}

/** What our float64 interpreter answers. */
export function runInterpreter(model: Model, inputs: Inputs): Outputs {
  const outputs = interpret(model, inputs as InputValues);
  return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, Float64Array.from(data)]));
}

/** The largest difference relative to the largest number expected. */
export function gap(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    const own = Math.abs(found[i] - expected[i]);
    if (!(own <= difference)) difference = Number.isNaN(own) ? Number.POSITIVE_INFINITY : own;
    size = Math.max(size, Math.abs(expected[i]));
  }
  // All zeros are compared as they are.
  return difference / (size || 1);
}

/** Every `step`-th number. */
export function every(values: Float64Array, step: number): Float64Array {
  return values.filter((_, i) => i % step === 0);
}
