import type { GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";

/**
 * The mean squared error of each example [n], over all axes but the first, of `predicted` and `target` [n, ...]. Where examples have the same
 * size, the mean of the result is torch.nn.functional.mse_loss. Throws as operators do where shapes don't fit.
 */
export function squaredError(g: GraphBuilder, predicted: Value, target: Value): Value {
  const gap = g.sub(predicted, target);
  const axes = gap.shape.flatMap((_, axis) => (axis === 0 ? [] : [axis]));
  if (axes.length === 0) return g.mul(gap, gap);
  const keepdims = 0;
  const sum =
    g.opset >= 18
      ? g.op("ReduceSumSquare", [gap, g.constant("int64", [axes.length], axes)], { keepdims })
      : g.op("ReduceSumSquare", [gap], { axes, keepdims });
  const sides = gap.shape.slice(1);
  if (sides.every((side) => typeof side === "number")) return g.mul(sum, 1 / sides.reduce((a, b) => a * b, 1));
  const count = axes.map((axis) => g.shape(gap, axis, axis + 1)).reduce((a, b) => g.mul(a, b));
  return g.div(sum, g.cast(g.reshape(count, []), gap.dtype));
}
