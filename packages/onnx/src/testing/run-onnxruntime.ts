import { InferenceSession, Tensor } from "onnxruntime-node";

/** onnxruntime's outputs for float32 inputs (and int64 ones, given as bigints), by name. */
export async function runOnnxruntime(
  model: Uint8Array,
  inputs: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: Float32Array | BigInt64Array }>>,
): Promise<Record<string, { shape: readonly number[]; data: number[] }>> {
  const session = await InferenceSession.create(model, { logSeverityLevel: 3, intraOpNumThreads: 1 });
  const feeds = Object.entries(inputs).map(([name, { shape, data }]) => [
    name,
    data instanceof Float32Array ? new Tensor("float32", data, shape) : new Tensor("int64", data, shape),
  ]);
  const results = await session.run(Object.fromEntries(feeds));
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { dims, data }]) => [
      name,
      { shape: dims, data: Array.from(data as Float32Array, Number) },
    ]),
  );
}
