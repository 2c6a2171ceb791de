import type { OnnxRuntime } from "@tiny-cats/architectures/node";

/** onnxruntime-node as it is installed; undefined where it is not. */
export async function nativeRuntime(): Promise<OnnxRuntime | undefined> {
  const runtime = await import("onnxruntime-node").catch(() => undefined);
  if (!runtime) return undefined;
  const { InferenceSession, Tensor, env } = runtime;
  return {
    name: `onnxruntime-node ${env.versions.node ?? env.versions.common}`,
    async run(path, inputs, { signal }) {
      const session = await InferenceSession.create(path, { logSeverityLevel: 3 });
      try {
        signal?.throwIfAborted();
        const feeds = Object.entries(inputs).map(([name, { dtype, data, shape }]) => [
          name,
          dtype === "int64"
            ? new Tensor(dtype, data as BigInt64Array, shape)
            : new Tensor(dtype, data as Float32Array, shape),
        ]);
        const outputs = await session.run(Object.fromEntries(feeds));
        return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array]));
      } finally {
        await session.release();
      }
    },
  };
}
