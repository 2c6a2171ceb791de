import type { Value } from "@tiny-cats/onnx";
import type { ModelGraph } from "../layers/model-graph.ts";

/** x (W * mask)^T + b: a layer of which only some connections have grown. */
export function maskedLinear({ g, weight, has }: ModelGraph, name: string, mask: Value, x: Value): Value {
  return g.linear(x, g.mul(weight(`${name}.weight`), mask), has(`${name}.bias`) ? weight(`${name}.bias`) : undefined);
}
