import type { Value } from "@tiny-cats/onnx";
import type { ModelGraph } from "./model-graph.ts";

/**
 * x W^T + b of rows [rows, in] for PyTorch's `<name>.weight` [out, in] and `<name>.bias`, as one Gemm: it takes the weight as it lies in the
 * file, and runtimes add the bias on the way.
 */
export function linear({ g, weight, has }: ModelGraph, name: string, x: Value): Value {
  return g.linear(x, weight(`${name}.weight`), has(`${name}.bias`) ? weight(`${name}.bias`) : undefined);
}
