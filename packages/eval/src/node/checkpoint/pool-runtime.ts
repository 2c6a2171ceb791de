import type { OnnxRuntime } from "@tiny-cats/architectures/node";
import type { WorkerPool } from "@tiny-cats/core/node";
import { readFileBounded } from "@tiny-cats/files";
import { LARGEST_GRAPH } from "./largest-graph.ts";

/** A pool's runtime, for a conversion's own check of what it wrote. */
export function poolRuntime(pool: WorkerPool): OnnxRuntime {
  return {
    name: "onnxruntime",
    async run(path, inputs, { signal }) {
      const bytes = await readFileBounded(path, { maxBytes: LARGEST_GRAPH, ...(signal && { signal }) });
      await using session = await pool.load(bytes, { signal });
      const feeds = Object.entries(inputs).map(([name, { dtype, data, shape }]) => [
        name,
        { dtype, data, dims: shape },
      ]);
      const outputs = await session.run(Object.fromEntries(feeds), { signal });
      return Object.fromEntries(
        Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array<ArrayBuffer>]),
      );
    },
  };
}
