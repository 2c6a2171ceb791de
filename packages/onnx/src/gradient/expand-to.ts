import type { GraphBuilder } from "../build/build-graph.ts";
import type { Value } from "../build/value.ts";
import type { Dim } from "../shape/dim.ts";
import { sameShape } from "./reshape-to.ts";

/** `value` broadcast to a shape; `like` gives a value of that shape, where a side of it has only a name. */
export function expandTo(g: GraphBuilder, value: Value, shape: readonly Dim[], like: () => Value): Value {
  if (sameShape(value.shape, shape)) return value;
  const known = shape.every((side) => typeof side === "number");
  const sides = known ? g.constant("int64", [shape.length], shape as number[]) : g.shape(like());
  return g.op("Expand", [value, sides]);
}
