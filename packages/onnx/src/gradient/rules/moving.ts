import type { Value } from "../../build/value.ts";
import type { GradientContext, GradientRule } from "../rule.ts";

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
function split({ g, attributes, gradient, output, outputCount }: GradientContext): Value[] {
  const parts = Array.from({ length: outputCount }, (_, i) => gradient(i) ?? g.mul(output(i), 0));
  return [g.concat(parts, attributes.int("axis"))];
}

function concat({ g, attributes, gradient, inputCount, inputType, wants }: GradientContext): (Value | undefined)[] {
  const axis = attributes.int("axis");
  const sizes = Array.from({ length: inputCount }, (_, i) => inputType(i).shape.at(axis) as number);
  return g.split(gradient(0)!, sizes, axis).map((part, i) => (wants(i) ? part : undefined));
}

/** Transpose, Split, Concat. */
export const MOVING_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Transpose: transpose,
  Split: split,
  Concat: concat,
};
