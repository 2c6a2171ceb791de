import type { Value } from "../../build/value.ts";
import type { Dim } from "../../shape/dim.ts";
import { reshapeTo } from "../reshape-to.ts";
import type { GradientContext, GradientRule } from "../rule.ts";
import { sumTo } from "../sum-to.ts";
import { zeros } from "../zeros.ts";

function transpose({ g, attributes, gradient, inputType }: GradientContext): Value[] {
  const rank = inputType(0).shape.length;
  const order = attributes.has("perm") ? attributes.ints("perm") : inputType(0).shape.map((_, i) => rank - 1 - i);
  const back = new Array<number>(rank);
  order.forEach((from, to) => {
    back[from] = to;
  });
  return [g.transpose(gradient(0)!, back)];
}

/** Parts that the loss does not depend on have gradients of zero. */
function split({ g, attributes, gradient, output, outputType, outputCount }: GradientContext): Value[] {
  const parts = Array.from({ length: outputCount }, (_, i) => gradient(i) ?? zeros(g, outputType(i), () => output(i)));
  return [g.concat(parts, attributes.int("axis"))];
}

function concat(context: GradientContext): (Value | undefined)[] {
  const { g, attributes, gradient, input, inputCount, inputType, wants } = context;
  const axis = (attributes.int("axis") + inputType(0).shape.length) % inputType(0).shape.length;
  const dy = gradient(0)!;
  if (inputCount === 1) return [dy];
  const sides = Array.from({ length: inputCount }, (_, i) => inputType(i).shape[axis]);
  if (sides.every((side) => typeof side === "number")) {
    return g.split(dy, sides, axis).map((part, i) => (wants(i) ? part : undefined));
  }
  const sizes = g.concat(
    sides.map((_, i) => g.shape(input(i), axis, axis + 1)),
    0,
  );
  const parts = g.ops("Split", [dy, sizes], inputCount, { axis });
  return parts.map((part, i) => (wants(i) ? part : undefined));
}

/** Every axis becomes two, which copy and where in it; the copies are summed. */
function tile(context: GradientContext): Value[] {
  const { g, content, gradient, input, inputType } = context;
  const { shape } = inputType(0);
  const repeats: readonly Dim[] = content(1) ?? shape.map(() => null);
  const sides = shape.flatMap((side, axis): Dim[] => [repeats[axis], side]);
  const axes = repeats.flatMap((count, axis) => (count === 1 ? [] : [2 * axis]));
  if (axes.length === 0) return [gradient(0)!];
  const known = sides.every((side) => typeof side === "number");
  const parts = () =>
    shape.flatMap((_, axis) => [g.slice(input(1), 0, axis, axis + 1), g.shape(input(0), axis, axis + 1)]);
  const copies = g.reshape(gradient(0)!, known ? (sides as number[]) : g.concat(parts(), 0));
  return [reshapeTo(g, g.reduceSum(copies, axes), shape, () => input(0))];
}

/** Transpose, Split, Concat, Expand, Tile, Trilu. */
export const MOVING_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Transpose: transpose,
  Split: split,
  Concat: concat,
  Expand: ({ g, gradient, inputType }) => [sumTo(g, gradient(0)!, inputType(0).shape)],
  Tile: tile,
  Trilu: ({ g, gradient, hasInput, input, attributes }) => [
    g.op("Trilu", [gradient(0)!, hasInput(1) ? input(1) : undefined], { upper: attributes.int("upper") }),
  ],
};
