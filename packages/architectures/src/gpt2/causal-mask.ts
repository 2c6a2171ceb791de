import type { Value } from "@tiny-cats/onnx";
import type { ModelGraph } from "../layers/model-graph.ts";

/** The positions 0 .. tokens - 1 of `input_ids` [batch, tokens], int64. */
export function positions({ g }: ModelGraph, ids: Value): Value {
  const zero = g.constant("int64", [], [0]);
  const one = g.constant("int64", [], [1]);
  return g.op("Range", [zero, g.squeeze(g.shape(ids, 1, 2), [0]), one]);
}

/** [tokens, tokens], to be added to scores: 0 where a token may look, minus infinity where it would look ahead. */
export function causalMask({ g, dtype }: ModelGraph, places: Value): Value {
  const ahead = g.op("Less", [g.unsqueeze(places, [1]), g.unsqueeze(places, [0])]);
  return g.op("Where", [ahead, g.constant(dtype, [], [Number.NEGATIVE_INFINITY]), g.constant(dtype, [], [0])]);
}
