import type { GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import { type ConvolutionSides, product } from "./convolution-sides.ts";
import { interleave } from "./interleave.ts";
import { type Phases, phases } from "./phases.ts";

/** The gradient by the input of a convolution, from the gradient by its output: a convolution with the kernel turned about. */
export function inputGradient(g: GraphBuilder, weight: Value, dy: Value, sides: ConvolutionSides): Value {
  const { batch, channels, groups, axes } = sides;
  const found = axes.map(phases);
  const made = g.op("Conv", [dy, turnedKernel(g, weight, sides, found)], {
    group: groups,
    strides: axes.map(() => 1),
    dilations: found.map(({ dilation }) => dilation),
    pads: [...found.map(({ before }) => before), ...found.map(({ after }) => after)],
  });
  const phased = found.reduce(
    (value, { skipped, count }, axis) =>
      skipped === 0 && value.shape[axis + 2] === count ? value : g.slice(value, axis + 2, skipped, skipped + count),
    made,
  );
  const whole = interleave(g, phased, {
    lead: [typeof batch === "number" ? batch : -1, channels],
    axes: found.map(({ active, count }, axis) => ({ active, count, stride: axes[axis].stride })),
  });
  return axes.reduce(
    (value, { side }, axis) => (value.shape[axis + 2] === side ? value : g.slice(value, axis + 2, 0, side)),
    whole,
  );
}

/** Weights [features, channels / groups, size...] as [channels * phases..., features / groups, taps...]. */
function turnedKernel(
  g: GraphBuilder,
  weight: Value,
  { channels, features, groups, axes }: ConvolutionSides,
  found: readonly Phases[],
): Value {
  const inner = channels / groups;
  const outer = features / groups;
  let kernel = g.reshape(weight, [groups, outer, inner, ...axes.map(({ size }) => size)]);
  found.forEach(({ taps }, i) => {
    const axis = i + 3;
    const { size } = axes[i];
    const places = taps.flat();
    if (places.length === size && places.every((place, tap) => place === tap)) return;
    if (places.includes(size)) {
      const behind = [...kernel.shape.map(() => 0), ...kernel.shape.map((_, at) => (at === axis ? 1 : 0))];
      kernel = g.op("Pad", [kernel, g.constant("int64", [behind.length], behind)]);
    }
    kernel = g.gather(kernel, g.constant("int64", [places.length], places), axis);
  });
  const counts = found.map(({ taps }) => [taps.length, taps[0].length]);
  const split = g.reshape(kernel, [groups, outer, inner, ...counts.flat()]);
  const order = [0, 2, ...found.map((_, i) => 3 + 2 * i), 1, ...found.map((_, i) => 4 + 2 * i)];
  return g.reshape(g.transpose(split, order), [
    channels * product(counts.map(([phases]) => phases)),
    outer,
    ...counts.map(([, taps]) => taps),
  ]);
}
