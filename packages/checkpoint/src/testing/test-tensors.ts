import type { TensorSource } from "../tensor/tensor.ts";
import { toSource } from "../tensor/to-source.ts";
import { gathered } from "./gathered.ts";

/** A float32 tensor in memory, as a source. */
export const f32 = (...values: number[]): TensorSource =>
  toSource({ dtype: "f32", shape: [values.length], data: Float32Array.from(values) }, "t");

/** A tensor whose chunks are cut at odd places. */
export function ragged(source: TensorSource, sizes: number[]): TensorSource {
  return {
    ...source,
    async *chunks() {
      const bytes = await gathered(source.chunks());
      for (let at = 0, i = 0; at < bytes.length; i++) {
        const size = sizes[i % sizes.length];
        yield bytes.subarray(at, at + size);
        at += size;
      }
    },
  };
}
