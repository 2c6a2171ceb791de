import type { Value } from "../../build/value.ts";
import { expandTo } from "../expand-to.ts";
import { noRule } from "../no-rule.ts";
import { reshapeTo } from "../reshape-to.ts";
import type { GradientContext, GradientRule } from "../rule.ts";

/** The axes that a reduction goes over, whether an attribute or an operand says them. Throws `no-gradient-rule` where they are not known. */
function reducedAxes({ node, attributes, content, hasInput, inputType }: GradientContext): readonly number[] {
  const { shape } = inputType(0);
  const fromAttribute = attributes.has("axes") ? attributes.ints("axes") : [];
  const given = hasInput(1) ? (content(1) as readonly number[] | undefined) : fromAttribute;
  if (!given) throw noRule(node, "its axes are not known before it runs");
  if (given.length > 0) return given.map((axis) => (axis + shape.length) % shape.length);
  return attributes.has("noop_with_empty_axes") && attributes.int("noop_with_empty_axes") ? [] : shape.map((_, i) => i);
}

/** A value of the result's shape with the reduced axes as sides of 1. */
function keptAxes(context: GradientContext, value: Value): Value {
  const { g, inputType, input } = context;
  const axes = reducedAxes(context);
  const shape = inputType(0).shape.map((side, i) => (axes.includes(i) ? 1 : side));
  return reshapeTo(g, value, shape, () => g.reduceSum(input(0), axes, true));
}

function spread(context: GradientContext, value: Value): Value {
  const { g, inputType, input } = context;
  return expandTo(g, value, inputType(0).shape, () => input(0));
}

/** How many elements go into one, as a number or a value of one element. */
function countOf(context: GradientContext, dtype: Value["dtype"]): number | Value {
  const { g, inputType, input } = context;
  const axes = reducedAxes(context);
  const sides = axes.map((axis) => inputType(0).shape[axis]);
  if (sides.every((side) => typeof side === "number")) return sides.reduce((a, b) => a * b, 1);
  const count = axes.map((axis) => g.shape(input(0), axis, axis + 1)).reduce((a, b) => g.mul(a, b));
  return g.cast(g.reshape(count, []), dtype);
}

/** Equal extremes get equal shares. */
function extreme(context: GradientContext): Value[] {
  const { g, input, output } = context;
  const dy = keptAxes(context, context.gradient(0)!);
  const isExtreme = g.cast(g.op("Equal", [input(0), keptAxes(context, output(0))]), dy.dtype);
  const axes = reducedAxes(context);
  if (axes.length === 0) return [dy];
  return [g.mul(isExtreme, g.div(dy, g.reduceSum(isExtreme, axes, true)))];
}

/** The product of the others: dy P / x in which zeros count as 1, where none of the others is a zero. */
function product(context: GradientContext): Value[] {
  const { g, input } = context;
  const dy = keptAxes(context, context.gradient(0)!);
  const axes = reducedAxes(context);
  if (axes.length === 0) return [dy];
  const isZero = g.cast(g.op("Equal", [input(0), 0]), dy.dtype);
  const filled = g.add(input(0), isZero);
  const keepdims = 1;
  const total = context.hasInput(1)
    ? g.op("ReduceProd", [filled, input(1)], { keepdims })
    : g.op("ReduceProd", [filled], { keepdims, ...(g.opset < 18 && { axes }) });
  const zerosBeside = g.sub(g.reduceSum(isZero, axes, true), isZero);
  const others = g.mul(g.div(total, filled), g.cast(g.op("Equal", [zerosBeside, 0]), dy.dtype));
  return [g.mul(dy, others)];
}

/** Reductions and CumSum. */
export const REDUCTION_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  ReduceSum: (context) => [spread(context, keptAxes(context, context.gradient(0)!))],
  ReduceMean: (context) => {
    const dy = keptAxes(context, context.gradient(0)!);
    return [spread(context, context.g.div(dy, countOf(context, dy.dtype)))];
  },
  ReduceMax: extreme,
  ReduceMin: extreme,
  ReduceProd: product,
  ReduceSumSquare: (context) => {
    const { g, input } = context;
    return [g.mul(input(0), g.mul(keptAxes(context, context.gradient(0)!), 2))];
  },
  // x / |x|, and 0 of a vector of zeros, as PyTorch has it.
  ReduceL2: (context) => {
    const { g, input, output } = context;
    const norm = keptAxes(context, output(0));
    const isZero = g.cast(g.op("Equal", [norm, 0]), norm.dtype);
    return [g.mul(input(0), g.div(keptAxes(context, context.gradient(0)!), g.add(norm, isZero)))];
  },
  CumSum: ({ g, gradient, input, attributes }) => [
    g.op("CumSum", [gradient(0)!, input(1)], {
      exclusive: attributes.int("exclusive"),
      reverse: attributes.int("reverse") ? 0 : 1,
    }),
  ],
};
