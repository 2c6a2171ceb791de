import type { GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import { type ConvolutionSides, product } from "./convolution-sides.ts";
import { takeOneKernel } from "./take-one-kernel.ts";

/** The gradient by the weights of a convolution over x, from the gradient by its output. */
export function weightGradient(g: GraphBuilder, x: Value, dy: Value, sides: ConvolutionSides): Value {
  const { batch, channels, groups } = sides;
  if (groups > 1 && groups === channels && typeof batch === "number") return byGroups(g, x, dy, { ...sides, batch });
  return byProduct(g, unfold(g, x, sides), dy, sides);
}

/**
 * One channel to a group: dy is itself the kernel of a convolution over x, with strides and dilations in each other's place and the batch
 * among the channels.
 */
function byGroups(
  g: GraphBuilder,
  x: Value,
  dy: Value,
  { batch, channels, features, axes }: ConvolutionSides & { batch: number },
): Value {
  const reach = axes.map(({ count, stride, size, dilation }) => (count - 1) * stride + 1 + (size - 1) * dilation);
  const products = g.op(
    "Conv",
    [
      g.reshape(x, [1, batch * channels, ...axes.map(({ side }) => side)]),
      g.reshape(dy, [batch * features, 1, ...axes.map(({ count }) => count)]),
    ],
    {
      group: batch * channels,
      strides: axes.map(({ dilation }) => dilation),
      dilations: axes.map(({ stride }) => stride),
      pads: [
        ...axes.map(({ before }) => before),
        ...axes.map(({ before, side }, axis) => Math.max(0, reach[axis] - before - side)),
      ],
    },
  );
  // Elements behind the last window make places beyond the kernel.
  const whole = axes.reduce(
    (all, { size }, axis) => (all.shape[axis + 2] === size ? all : g.slice(all, axis + 2, 0, size)),
    products,
  );
  return g.reduceSum(g.reshape(whole, [batch, features, 1, ...axes.map(({ size }) => size)]), [0]);
}

/** x with the elements of each window among the channels: [batch, channels * size..., count...]. */
function unfold(g: GraphBuilder, x: Value, { channels, axes }: ConvolutionSides): Value {
  if (axes.every(({ size, stride, before, after }) => size === 1 && stride === 1 && before + after === 0)) return x;
  // A convolution that takes one element each is faster than slices, which runtimes copy with one thread.
  const takeOne = takeOneKernel(
    g,
    x.dtype,
    channels,
    axes.map(({ size }) => size),
  );
  return g.op("Conv", [x, takeOne], {
    group: channels,
    strides: axes.map(({ stride }) => stride),
    dilations: axes.map(({ dilation }) => dilation),
    pads: [...axes.map(({ before }) => before), ...axes.map(({ after }) => after)],
  });
}

/** The sum over batch and places of dy times the unfolded x. */
function byProduct(
  g: GraphBuilder,
  unfolded: Value,
  dy: Value,
  { channels, features, groups, axes }: ConvolutionSides,
): Value {
  const sizes = axes.map(({ size }) => size);
  const places = product(axes.map(({ count }) => count));
  const rows = features / groups;
  const columns = (channels / groups) * product(sizes);
  const shape = [features, channels / groups, ...sizes];
  // One product over the batch needs it beside the places in memory; one for each picture needs their sum.
  if (groups === 1 && rows * columns > places * (rows + columns)) {
    const turned = (value: Value, side: number) =>
      g.reshape(g.transpose(g.reshape(value, [-1, side, places]), [1, 0, 2]), [side, -1]);
    return g.reshape(g.op("Gemm", [turned(dy, rows), turned(unfolded, columns)], { transB: 1 }), shape);
  }
  const left = g.reshape(dy, [-1, groups, rows, places]);
  const right = g.reshape(unfolded, [-1, groups, columns, places]);
  const turned = (value: Value) => g.transpose(value, [0, 1, 3, 2]);
  // Runtimes copy the right operand to suit their kernels: it had better be the small one.
  const sum =
    rows < columns
      ? g.transpose(g.reduceSum(g.matmul(right, turned(left)), [0]), [0, 2, 1])
      : g.reduceSum(g.matmul(left, turned(right)), [0]);
  return g.reshape(sum, shape);
}
