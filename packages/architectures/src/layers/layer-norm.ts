import type { Value } from "@tiny-cats/onnx";
import type { ModelGraph } from "./model-graph.ts";

/** Layer normalisation over the last axis by `<name>.weight` and, where it has one, `<name>.bias`. */
export function layerNorm({ g, weight, has }: ModelGraph, name: string, x: Value, epsilon = 1e-5): Value {
  return g.layerNorm(x, weight(`${name}.weight`), has(`${name}.bias`) ? weight(`${name}.bias`) : undefined, epsilon);
}
