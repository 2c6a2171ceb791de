import type { Value } from "../../build/value.ts";
import { type ConvolutionSides, product } from "../convolution/convolution-sides.ts";
import { inputGradient } from "../convolution/input-gradient.ts";
import { takeOneKernel } from "../convolution/take-one-kernel.ts";
import { expandTo } from "../expand-to.ts";
import { type KnownWindow, knownSides, knownWindows } from "../known-windows.ts";
import type { GradientContext, GradientRule } from "../rule.ts";

function poolSides(context: GradientContext): ConvolutionSides {
  const { attributes, inputType } = context;
  const [batch, channels] = inputType(0).shape;
  const axes = knownWindows(context, attributes.ints("kernel_shape"), { ceil: attributes.int("ceil_mode") !== 0 });
  return { batch, channels: channels as number, features: channels as number, groups: channels as number, axes };
}

/**
 * Each output's gradient goes to the element that won, the first in memory where several are equal: laid on the elements of its window, and
 * from there back as from a convolution that laid them out.
 */
function maxPool(context: GradientContext): Value[] {
  const { g, gradient, inputType, output } = context;
  const sides = poolSides(context);
  const { channels, axes } = sides;
  const sizes = axes.map(({ size }) => size);
  const counts = axes.map(({ count }) => count);
  const [taps, places] = [product(sizes), product(counts)];
  const won = g.reshape(g.op("Mod", [output(1), product(axes.map(({ side }) => side))]), [-1, channels, 1, places]);
  const meets = g.constant(
    "int64",
    [taps, places],
    Array.from({ length: taps * places }, (_, i) => planePlace(axes, Math.floor(i / places), i % places)),
  );
  const chosen = g.cast(g.op("Equal", [won, meets]), inputType(0).dtype);
  const laid = g.mul(chosen, g.reshape(gradient(0)!, [-1, channels, 1, places]));
  const kernel = takeOneKernel(g, inputType(0).dtype, channels, sizes);
  const unfolded = g.reshape(laid, [-1, channels * taps, ...counts]);
  return [inputGradient(g, kernel, unfolded, { ...sides, features: channels * taps })];
}

/** Where the plane's element lies that kernel element `tap` meets at output `place`; -1 outside. */
function planePlace(axes: readonly KnownWindow[], tap: number, place: number): number {
  let [at, stride, isInside] = [0, 1, true];
  for (const { side, size, stride: step, dilation, before, count } of axes.toReversed()) {
    const on = (place % count) * step - before + (tap % size) * dilation;
    isInside &&= on >= 0 && on < side;
    at += on * stride;
    stride *= side;
    place = Math.floor(place / count);
    tap = Math.floor(tap / size);
  }
  return isInside ? at : -1;
}

/** Each output's gradient goes to the elements of its window in equal parts. */
function averagePool(context: GradientContext): Value[] {
  const { g, attributes, gradient, inputType } = context;
  const sides = poolSides(context);
  const { channels, axes } = sides;
  const withPadding = attributes.int("count_include_pad") !== 0;
  const shares = axes.map((axis) =>
    Array.from({ length: axis.count }, (_, place) => elementsCounted(axis, place, withPadding)),
  );
  const counts = axes.map(({ count }) => count);
  const all = shares.reduce((outer, inner) => outer.flatMap((a) => inner.map((b) => a * b)), [1]);
  const { dtype } = inputType(0);
  const share = all.every((count) => count === all[0])
    ? g.mul(gradient(0)!, 1 / all[0])
    : g.mul(
        gradient(0)!,
        g.constant(
          dtype,
          counts,
          all.map((count) => 1 / count),
        ),
      );
  const kernel = g.constant(
    dtype,
    [channels, 1, ...axes.map(({ size }) => size)],
    new Array<number>(channels * product(axes.map(({ size }) => size))).fill(1),
  );
  return [inputGradient(g, kernel, share, sides)];
}

/** Places along one axis that an average is taken over; padding counts up to its end where it counts at all. */
function elementsCounted(
  { side, size, stride, dilation, before, after }: KnownWindow,
  place: number,
  withPadding: boolean,
): number {
  const start = place * stride - before;
  const [low, high] = withPadding ? [-before, side + after] : [0, side];
  const met = Array.from({ length: size }, (_, k) => start + k * dilation);
  return met.filter((at) => at >= low && at < high).length;
}

function globalAveragePool(context: GradientContext): Value[] {
  const { g, gradient, input, inputType } = context;
  const { shape } = inputType(0);
  const count = product(knownSides(context));
  return [expandTo(g, g.mul(gradient(0)!, 1 / count), shape, () => input(0))];
}

/** The largest elements share the gradient evenly, as in PyTorch's amax. */
function globalMaxPool({ g, gradient, input, inputType, output }: GradientContext): Value[] {
  const { shape, dtype } = inputType(0);
  const largest = g.cast(g.op("Equal", [input(0), output(0)]), dtype);
  const axes = shape.slice(2).map((_, axis) => axis + 2);
  return [g.mul(largest, g.div(gradient(0)!, g.reduceSum(largest, axes, true)))];
}

/** MaxPool, AveragePool, GlobalAveragePool, GlobalMaxPool. */
export const POOLING_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  MaxPool: maxPool,
  AveragePool: averagePool,
  GlobalAveragePool: globalAveragePool,
  GlobalMaxPool: globalMaxPool,
};
