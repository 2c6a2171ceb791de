import type { Value } from "@tiny-cats/onnx";
import type { ModelGraph } from "../layers/model-graph.ts";
import { bicubicMatrix } from "./bicubic-matrix.ts";

/**
 * Learned positions [1, from^2, D] as those of to^2 patches, [1, to^2, D], in the graph, so that gradients reach them: along one axis after the
 * other, by a matrix that is constant.
 */
export function positionsAtSize({ g, dtype }: ModelGraph, positions: Value, from: number, to: number): Value {
  const width = positions.shape[2] as number;
  const matrix = g.constant(dtype, [to, from], [...bicubicMatrix(from, to)]);
  const rows = g.reshape(g.matmul(matrix, g.reshape(positions, [from, from * width])), [to, from, width]);
  return g.reshape(g.matmul(matrix, rows), [1, to * to, width]);
}
