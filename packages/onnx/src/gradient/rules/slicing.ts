import type { GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import { slicePlan } from "../../operators/slicing.ts";
import { noRule } from "../no-rule.ts";
import { reshapeTo } from "../reshape-to.ts";
import type { GradientContext, GradientRule } from "../rule.ts";
import { zeros } from "../zeros.ts";

const int64 = (g: GraphBuilder, values: readonly number[]) => g.constant("int64", [values.length], values);

/** A slice of one axis whose sides are known. */
interface Part {
  readonly axis: number;
  readonly start: number;
  readonly step: number;
  readonly side: number;
  readonly count: number;
}

/** The slices, where the sides of all axes that are sliced are known. */
function knownParts({ node, content, inputType, outputType }: GradientContext): Part[] | undefined {
  const { shape } = inputType(0);
  const plan = slicePlan({ node, content, shapes: [shape] });
  if (!plan) return undefined;
  const parts: Part[] = [];
  for (const [axis, side] of shape.entries()) {
    const [start, step, count] = [plan.starts[axis], plan.steps[axis], outputType(0).shape[axis]];
    const isWhole = start === 0 && step === 1 && count === side && side !== null;
    if (isWhole) continue;
    if (typeof side !== "number" || typeof count !== "number") return undefined;
    parts.push({ axis, start, step, side, count });
  }
  return parts;
}

/** Zeros before and after, for all axes that are passed over one by one. */
function padded(g: GraphBuilder, dy: Value, parts: readonly Part[]): Value {
  if (parts.length === 0) return dy;
  const before = dy.shape.map((_, axis) => parts.find((part) => part.axis === axis)?.start ?? 0);
  const after = dy.shape.map((_, axis) => {
    const part = parts.find((one) => one.axis === axis);
    return part ? part.side - part.start - part.count : 0;
  });
  return g.op("Pad", [dy, int64(g, [...before, ...after])]);
}

/** Other steps: every place takes its element, or a zero that is put behind the last one. */
function spread(g: GraphBuilder, dy: Value, { axis, start, step, side, count }: Part): Value {
  const none = dy.shape.map(() => 0);
  const after = dy.shape.map((_, i) => (i === axis ? 1 : 0));
  const places = new Array<number>(side).fill(count);
  for (let i = 0; i < count; i++) places[start + i * step] = i;
  return g.gather(g.op("Pad", [dy, int64(g, [...none, ...after])]), int64(g, places), axis);
}

/** Slices that are only known when they run: the same slice of the elements' numbers says where each goes. */
function scattered({ g, gradient, input, inputCount, hasInput, inputType }: GradientContext): Value {
  const x = input(0);
  const count = g.op("Size", [x]);
  const numbers = g.reshape(
    g.op("Range", [g.constant("int64", [], [0]), count, g.constant("int64", [], [1])]),
    g.shape(x),
  );
  const operands = Array.from({ length: inputCount - 1 }, (_, i) => (hasInput(i + 1) ? input(i + 1) : undefined));
  const places = g.reshape(g.op("Slice", [numbers, ...operands]), [-1]);
  const flat = g.op("Expand", [g.constant(inputType(0).dtype, [1], [0]), g.reshape(count, [1])]);
  const sum = g.op("ScatterElements", [flat, places, g.reshape(gradient(0)!, [-1])], { axis: 0, reduction: "add" });
  return g.reshape(sum, g.shape(x));
}

function slice(context: GradientContext): Value[] {
  const { g, gradient } = context;
  const dy = gradient(0)!;
  const parts = knownParts(context);
  if (!parts) return [scattered(context)];
  if (parts.some(({ count }) => count === 0)) return [zeros(g, context.inputType(0), () => context.input(0))];
  const stepped = parts.filter(({ step }) => step !== 1).reduce((dx, part) => spread(g, dx, part), dy);
  const steady = parts.filter(({ step }) => step === 1);
  return [padded(g, stepped, steady)];
}

/** What was put around is cut off again, and the other way round. */
function pad(context: GradientContext): (Value | undefined)[] {
  const { g, node, attributes, gradient, hasInput, input, inputType, wants } = context;
  if (attributes.text("mode") !== "constant")
    throw noRule(node, `mode ${attributes.text("mode")} has no gradient here`);
  const dy = gradient(0)!;
  const axes = hasInput(3) ? input(3) : undefined;
  const cut = g.op("Pad", [dy, g.op("Neg", [input(1)]), undefined, axes]);
  const dx = reshapeTo(g, cut, inputType(0).shape, () => input(0));
  const all = (x: Value) =>
    g.reduceSum(
      x,
      x.shape.map((_, axis) => axis),
    );
  return [dx, undefined, wants(2) ? g.sub(all(dy), all(dx)) : undefined];
}

/** Slice and Pad. */
export const SLICING_GRADIENTS: Readonly<Record<string, GradientRule>> = { Slice: slice, Pad: pad };
