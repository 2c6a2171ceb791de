import type { GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import type { DType } from "../../model/dtype.ts";
import { product } from "./convolution-sides.ts";

/** Weights [channels * size..., 1, size...] of a depthwise convolution that lays the elements of each window behind one another. */
export function takeOneKernel(g: GraphBuilder, dtype: DType, channels: number, sizes: readonly number[]): Value {
  const places = product(sizes);
  return g.constant(
    dtype,
    [channels * places, 1, ...sizes],
    Array.from({ length: channels * places * places }, (_, i) =>
      i % places === Math.floor(i / places) % places ? 1 : 0,
    ),
  );
}
