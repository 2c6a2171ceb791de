import { ALL } from "../model/dtype.ts";
import { broadcastShapes } from "../shape/broadcast-shapes.ts";
import { type Dim, divideDims, formatShape, multiplyDims } from "../shape/dim.ts";
import { toAxes, toAxis } from "./axes.ts";
import { knownNumbers, shapeOfContent } from "./content.ts";
import { defineOperator } from "./define-operator.ts";
import { expandTo } from "./expand-to.ts";
import type { KernelContext, Operator, RuleContext } from "./operator.ts";
import { wrongShape } from "./refuse.ts";

const keep = ({ inputs }: KernelContext) => [inputs[0]!.data];

function reshaped(context: RuleContext): Dim[] | undefined {
  const data = context.shapes[0]!;
  const wanted = context.content(1);
  if (!wanted) return shapeOfContent(context, 1);
  const copyZero = context.attributes.int("allowzero") === 0;
  const sides = wanted.map((dim, axis) => {
    if (dim !== 0 || !copyZero) return dim;
    if (axis >= data.length) throw wrongShape(context, `there is no axis ${axis} to copy`);
    return data[axis];
  });
  const free = sides.indexOf(-1);
  if (sides.some((dim, axis) => typeof dim === "number" && dim < 0 && axis !== free)) {
    throw wrongShape(context, `${formatShape(wanted)} is no shape`);
  }
  const total = multiplyDims(data);
  const rest = multiplyDims(sides.filter((_, axis) => axis !== free));
  if (free < 0) {
    const known = typeof total === "number" && typeof rest === "number";
    if (known && total !== rest) throw wrongShape(context, `${total} elements do not fill ${formatShape(sides)}`);
    return sides;
  }
  const side = divideDims(total, rest);
  if (side === undefined) throw wrongShape(context, `${total} elements do not fill ${formatShape(wanted)}`);
  return sides.map((dim, axis) => (axis === free ? side : dim));
}

function squeezed(context: RuleContext): Dim[] | undefined {
  const data = context.shapes[0]!;
  if (!context.node.inputs[1]) {
    if (data.some((side) => typeof side !== "number")) return undefined;
    return data.filter((side) => side !== 1);
  }
  const axes = knownNumbers(context.content(1));
  if (!axes) return undefined;
  const gone = toAxes(context, axes, data.length);
  if (gone.some((axis) => typeof data[axis] === "number" && data[axis] !== 1))
    throw wrongShape(context, "an axis is not of side 1");
  return data.filter((_, axis) => !gone.includes(axis));
}

function unsqueezed(context: RuleContext): Dim[] | undefined {
  const axes = knownNumbers(context.content(1));
  if (!axes) return undefined;
  const data = [...context.shapes[0]!];
  const added = toAxes(context, axes, data.length + axes.length);
  const rank = data.length + axes.length;
  return Array.from({ length: rank }, (_, axis) => (added.includes(axis) ? 1 : data.shift()!));
}

function expanded(context: RuleContext): Dim[] | undefined {
  const wanted = shapeOfContent(context, 1);
  if (!wanted) return undefined;
  const shape = broadcastShapes([context.shapes[0]!, wanted]);
  if (!shape) throw wrongShape(context, `it does not broadcast to ${formatShape(wanted)}`);
  return shape;
}

/** The part of a shape that Shape's start and end leave. */
function shapePart({ attributes, shapes }: RuleContext): readonly Dim[] {
  const end = attributes.has("end") ? attributes.int("end") : undefined;
  return shapes[0]!.slice(attributes.int("start"), end);
}

/** Operators that give the same elements another shape, or tell of shapes. */
export const RESHAPING: readonly Operator[] = [
  defineOperator("Reshape", {
    signature: "data:T shape:int64 -> reshaped:T",
    types: { T: ALL },
    attributes: { allowzero: { type: "int", default: 0 } },
    shape: (context) => [reshaped(context)],
    run: keep,
    moves: [0],
  }),
  defineOperator("Flatten", {
    signature: "input:T -> output:T",
    types: { T: ALL },
    attributes: { axis: { type: "int", default: 1 } },
    shape: (context) => {
      const shape = context.shapes[0]!;
      const given = context.attributes.int("axis");
      const axis = given === shape.length ? given : toAxis(context, given, shape.length);
      return [[multiplyDims(shape.slice(0, axis)), multiplyDims(shape.slice(axis))]];
    },
    run: keep,
  }),
  defineOperator("Squeeze", {
    signature: "data:T axes?:int64 -> squeezed:T",
    types: { T: ALL },
    shape: (context) => [squeezed(context)],
    run: keep,
    moves: [0],
  }),
  defineOperator("Unsqueeze", {
    signature: "data:T axes:int64 -> expanded:T",
    types: { T: ALL },
    shape: (context) => [unsqueezed(context)],
    run: keep,
    moves: [0],
  }),
  defineOperator("Expand", {
    signature: "input:T shape:int64 -> output:T",
    types: { T: ALL },
    shape: (context) => [expanded(context)],
    run: ({ inputs, results: [{ shape }] }) => [expandTo(inputs[0]!, shape)],
    moves: [0],
  }),
  defineOperator("Shape", {
    signature: "data:T -> shape:int64",
    types: { T: ALL },
    attributes: { start: { type: "int", default: 0 }, end: { type: "int" } },
    shape: (context) => [[shapePart(context).length]],
    run: (context) => [Float64Array.from(shapePart(context) as number[])],
    content: shapePart,
  }),
  defineOperator("Size", {
    signature: "data:T -> size:int64",
    types: { T: ALL },
    shape: () => [[]],
    run: ({ inputs }) => [Float64Array.of(inputs[0]!.data.length)],
    content: ({ shapes }) => [multiplyDims(shapes[0]!)],
  }),
];
