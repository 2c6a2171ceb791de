import type { Value } from "@tiny-cats/onnx";
import type { ModelGraph } from "../layers/model-graph.ts";

/** x [batch, tokens, width] times the transposed head [vocabulary, width], as one Gemm that takes the embedding as it lies in the file. */
export function tokenLogits({ g, weight }: ModelGraph, head: string, x: Value, width: number): Value {
  const table = weight(head);
  const rows = g.linear(g.reshape(x, [-1, width]), table);
  const sides = g.concat([g.shape(x, 0, 2), g.constant("int64", [1], [Number(table.shape[0])])], 0);
  return g.reshape(rows, sides);
}
