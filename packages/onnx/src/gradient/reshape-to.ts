import type { GraphBuilder } from "../build/build-graph.ts";
import type { Value } from "../build/value.ts";
import type { Dim } from "../shape/dim.ts";

/** `value` with the elements as they are in another shape; `like` gives a value of that shape, where its sides don't follow. */
export function reshapeTo(g: GraphBuilder, value: Value, shape: readonly Dim[], like: () => Value): Value {
  if (sameShape(value.shape, shape)) return value;
  const open = shape.filter((side) => typeof side !== "number").length;
  // A side of 0 would copy the old one, and an unknown one would not get its name back.
  if (open > 1 || shape.includes(0) || (open === 1 && value.shape.includes(null)))
    return g.reshape(value, g.shape(like()));
  return g.reshape(
    value,
    shape.map((side) => (typeof side === "number" ? side : -1)),
  );
}

/** Whether two shapes are known to be the same. */
export function sameShape(a: readonly Dim[], b: readonly Dim[]): boolean {
  return a.length === b.length && a.every((side, i) => side !== null && side === b[i]);
}
