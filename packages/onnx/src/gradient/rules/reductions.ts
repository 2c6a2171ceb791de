import type { Value } from "../../build/value.ts";
import { expandTo } from "../expand-to.ts";
import { reshapeTo } from "../reshape-to.ts";
import type { GradientContext, GradientRule } from "../rule.ts";

/** The axes that a reduction sums over, whether an attribute or an operand says them. */
export function reducedAxes({ attributes, content, hasInput, inputType }: GradientContext): readonly number[] {
  const { shape } = inputType(0);
  const given = hasInput(1) ? (content(1) as readonly number[]) : attributes.has("axes") ? attributes.ints("axes") : [];
  if (given.length > 0) return given.map((axis) => (axis + shape.length) % shape.length);
  return attributes.has("noop_with_empty_axes") && attributes.int("noop_with_empty_axes") ? [] : shape.map((_, i) => i);
}

/** A gradient by a result with the reduced axes as sides of 1. */
function keptAxes(context: GradientContext): Value {
  const { g, inputType, gradient, input } = context;
  const axes = reducedAxes(context);
  const shape = inputType(0).shape.map((side, i) => (axes.includes(i) ? 1 : side));
  return reshapeTo(g, gradient(0)!, shape, () => g.reduceSum(input(0), axes, true));
}

function reduceSum(context: GradientContext): Value[] {
  const { g, inputType, input } = context;
  return [expandTo(g, keptAxes(context), inputType(0).shape, () => input(0))];
}

function reduceMean(context: GradientContext): Value[] {
  const { g, inputType, input } = context;
  const [gradient] = reduceSum(context);
  const sides = reducedAxes(context).map((axis) => inputType(0).shape[axis]);
  if (sides.every((side) => typeof side === "number"))
    return [
      g.div(
        gradient,
        sides.reduce((a, b) => a * b, 1),
      ),
    ];
  const counts = reducedAxes(context).map((axis) => g.shape(input(0), axis, axis + 1));
  const count = counts.reduce((a, b) => g.mul(a, b));
  return [g.div(gradient, g.cast(g.reshape(count, []), gradient.dtype))];
}

/** ReduceSum and ReduceMean. */
export const REDUCTION_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  ReduceSum: reduceSum,
  ReduceMean: reduceMean,
};
