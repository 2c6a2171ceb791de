import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { GraphBuilder } from "../build/build-graph.ts";
import type { Value } from "../build/value.ts";
import { type Dim, formatShape } from "../shape/dim.ts";
import { reshapeTo } from "./reshape-to.ts";

/**
 * Sums what was broadcast from `shape`, so that the result has that shape: the gradient by an operand that was stretched. `others` are the
 * shapes that it may have been stretched to, if they are known.
 *
 * Throws `unknown-broadcast` where sides that only have a name don't tell whether they were stretched.
 */
export function sumTo(
  g: GraphBuilder,
  value: Value,
  shape: readonly Dim[],
  others?: readonly (readonly Dim[])[],
): Value {
  const more = value.shape.length - shape.length;
  const axes = value.shape.flatMap((side, axis) => {
    if (axis < more) return [axis];
    const wanted = shape[axis - more];
    if (wanted === side && side !== null) return [];
    const beside = others?.map((other) => other[other.length - value.shape.length + axis]);
    if (beside?.every((other) => other === undefined || other === 1)) return [];
    if (wanted === 1) return [axis];
    throw new TinyCatsError(
      "unknown-broadcast",
      `whether ${formatShape(shape)} was stretched to ${formatShape(value.shape)} is not known before it runs`,
      { value: value.name, remedy: "give sides that broadcast as numbers, and equal sides the same name." },
    );
  });
  if (axes.length === 0) return value;
  const summed = g.reduceSum(value, axes, more === 0);
  // Only sides of 1 can be missing now, so the shape is known as soon as the sum's is.
  return more === 0 || summed.shape.length === shape.length ? summed : reshapeTo(g, summed, shape, () => summed);
}
