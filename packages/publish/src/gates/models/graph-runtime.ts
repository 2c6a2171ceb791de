import type { OnnxRuntime } from "@tiny-cats/architectures/node";
import type { WorkerPool } from "@tiny-cats/core/node";
import { readFileBounded } from "@tiny-cats/files";

const LARGEST_GRAPH = 2 ** 31;

/** A pool's runtime, for a graph that is run once. */
export function graphRuntime(pool: WorkerPool): OnnxRuntime {
  let name = "onnxruntime";
  return {
    get name() {
      return name;
    },
    async run(path, inputs, { signal }) {
      const stop = signal ? { signal } : {};
      await using session = await pool.load(() => readFileBounded(path, { maxBytes: LARGEST_GRAPH, ...stop }), stop);
      name = session.runtime;
      const feeds = Object.entries(inputs).map(([input, { dtype, data, shape }]) => [
        input,
        // The pool takes what it is given, and the reference is run on the same.
        { dtype, data: data.slice(), dims: shape },
      ]);
      const outputs = await session.run(Object.fromEntries(feeds), stop);
      return Object.fromEntries(
        Object.entries(outputs).map(([output, { data }]) => [output, data as Float32Array<ArrayBuffer>]),
      );
    },
  };
}
