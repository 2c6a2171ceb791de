import type { GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import type { Dim } from "../../shape/dim.ts";
import { noRule } from "../no-rule.ts";
import { reshapeTo } from "../reshape-to.ts";
import type { GradientContext, GradientRule } from "../rule.ts";
import { zeros } from "../zeros.ts";

/** Up to this side a product with one-hot rows takes less time than adding rows one by one (measured in onnxruntime, where that takes one thread). */
const MOST_ONE_HOT = 512;

/** The first place of indices that count up by one, where they are known and do. */
function run(indices: readonly Dim[] | undefined, side: number): number | undefined {
  const places = indices?.map((index) => (typeof index === "number" && index < 0 ? index + side : index));
  if (!places || places.length === 0) return undefined;
  const [first] = places;
  return typeof first === "number" && places.every((place, i) => place === first + i) ? first : undefined;
}

/** A value with the axes that the indices took as one; that is where `axis` was. */
function joined(g: GraphBuilder, dy: Value, axis: number, rank: number): Value {
  if (rank === 1) return dy;
  if (rank === 0) return g.unsqueeze(dy, [axis]);
  const [before, after] = [dy.shape.slice(0, axis), dy.shape.slice(axis + rank)];
  const known = [...before, ...after].every((side) => typeof side === "number");
  if (known) return g.reshape(dy, [...(before as number[]), -1, ...(after as number[])]);
  const parts = [g.constant("int64", [1], [-1])];
  if (axis > 0) parts.unshift(g.shape(dy, 0, axis));
  if (after.length > 0) parts.push(g.shape(dy, axis + rank));
  return g.reshape(dy, g.concat(parts, 0));
}

/** Rows of one-hot vectors [taken, side], turned into a product over what was taken, which sums what was taken more than once. */
function byProduct(g: GraphBuilder, dy: Value, indices: Value, { axis, side }: { axis: number; side: number }): Value {
  const numbers = g.constant(
    indices.dtype,
    [side],
    Array.from({ length: side }, (_, i) => i),
  );
  const rest = g.op("Mod", [g.reshape(indices, [-1, 1]), g.constant(indices.dtype, [], [side])]);
  const hot = g.cast(g.op("Equal", [rest, numbers]), dy.dtype);
  const last = dy.shape.length - 1;
  if (axis === last) return g.matmul(dy, hot);
  if (axis === 0) {
    const rows = g.op("Flatten", [dy]);
    return g.op("Gemm", [hot, rows], { transA: 1 });
  }
  if (axis === last - 1) return g.matmul(g.transpose(hot, [1, 0]), dy);
  const order = dy.shape.map((_, i) => i);
  const turned = order.filter((i) => i !== axis).concat(axis);
  const back = order.map((i) => turned.indexOf(i));
  return g.transpose(g.matmul(g.transpose(dy, turned), hot), back);
}

function gather(context: GradientContext): Value[] {
  const { g, attributes, content, gradient, input, inputType } = context;
  const { shape } = inputType(0);
  const axis = (attributes.int("axis") + shape.length) % shape.length;
  const dy = joined(g, gradient(0)!, axis, inputType(1).shape.length);
  const side = shape[axis];
  const first = typeof side === "number" ? run(content(1), side) : undefined;
  if (first !== undefined) {
    const count = content(1)!.length;
    const at = (value: number) => dy.shape.map((_, i) => (i === axis ? value : 0));
    const pads = [...at(first), ...at((side as number) - first - count)];
    return [pads.some((pad) => pad !== 0) ? g.op("Pad", [dy, g.constant("int64", [pads.length], pads)]) : dy];
  }
  if (typeof side === "number" && side <= MOST_ONE_HOT) {
    return [reshapeTo(g, byProduct(g, dy, input(1), { axis, side }), shape, () => input(0))];
  }
  const places = g.reshape(
    input(1),
    dy.shape.map((_, i) => (i === axis ? -1 : 1)),
  );
  const all = g.op("Expand", [places, g.shape(dy)]);
  return [scatter(context, all, dy, axis)];
}

/** Zeros of the operand's shape, to which elements of `dy` are added where they came from. */
function scatter({ g, input, inputType }: GradientContext, places: Value, dy: Value, axis: number): Value {
  const nothing = zeros(g, inputType(0), () => input(0));
  return g.op("ScatterElements", [nothing, places, dy], { axis, reduction: "add" });
}

function scatterElements({ g, node, attributes, gradient, input, wants }: GradientContext): (Value | undefined)[] {
  const axis = attributes.int("axis");
  const reduction = attributes.text("reduction");
  if (reduction !== "none" && reduction !== "add") throw noRule(node, `reduction ${reduction} has no gradient here`);
  const dy = gradient(0)!;
  const taken = () => g.op("GatherElements", [dy, input(1)], { axis });
  // What was written over had no part in the result.
  const left = () => g.op("ScatterElements", [dy, input(1), g.mul(taken(), 0)], { axis });
  return [wants(0) ? (reduction === "add" ? dy : left()) : undefined, undefined, wants(2) ? taken() : undefined];
}

/** Gather, GatherElements, ScatterElements. */
export const GATHERING_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Gather: gather,
  GatherElements: (context) => [
    scatter(context, context.input(1), context.gradient(0)!, context.attributes.int("axis")),
  ],
  ScatterElements: scatterElements,
};
