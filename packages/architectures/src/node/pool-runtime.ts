import type { WorkerPool } from "@tiny-cats/core/node";
import { readFileBounded } from "@tiny-cats/files";
import type { OnnxRuntime } from "./onnx-runtime.ts";

/** A file of protobuf is never larger. */
const LARGEST_GRAPH = 2 ** 31;

/**
 * Runs graphs in a pool's threads, for the parity checks of conversions. It reads files without weights beside them.
 *
 * Its `run` throws as `readFileBounded` and the pool do.
 */
export function poolRuntime(pool: WorkerPool): OnnxRuntime {
  return {
    name: "onnxruntime",
    async run(path, inputs, { signal }) {
      const bytes = await readFileBounded(path, { maxBytes: LARGEST_GRAPH, ...(signal && { signal }) });
      await using session = await pool.load(bytes, signal ? { signal } : {});
      const feeds = Object.entries(inputs).map(([name, { dtype, data, shape }]) => [
        name,
        // A session takes its feeds over, and the same inputs are run again.
        { dtype, data: data.slice(), dims: shape },
      ]);
      const outputs = await session.run(Object.fromEntries(feeds), signal ? { signal } : {});
      return Object.fromEntries(
        Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array<ArrayBuffer>]),
      );
    },
  };
}
