import type { Graph, Node } from "../model/model.ts";
import { tensorValues } from "../model/tensor-values.ts";
import type { ValueRange } from "./value-range.ts";

/** What a Relu, or a Clip with constant bounds, holds its output to; all numbers after any other node. */
export function clipBounds(node: Node | undefined, { initializers }: Graph): ValueRange {
  if (node?.op === "Relu") return { min: 0, max: Number.POSITIVE_INFINITY };
  if (node?.op !== "Clip") return { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
  const bound = (i: number, otherwise: number) => {
    const tensor = initializers.get(node.inputs[i] ?? "");
    return tensor ? tensorValues(tensor)[0] : otherwise;
  };
  return { min: bound(1, Number.NEGATIVE_INFINITY), max: bound(2, Number.POSITIVE_INFINITY) };
}
