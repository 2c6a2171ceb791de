import { ALL, INDICES } from "../model/dtype.ts";
import { type Dim, floorDim, multiplyDims } from "../shape/dim.ts";
import { rowStrides, toAxes, toAxis } from "./axes.ts";
import { knownNumbers } from "./content.ts";
import { defineOperator } from "./define-operator.ts";
import type { Operator, RuleContext } from "./operator.ts";
import { readStrided } from "./read-strided.ts";
import { wrongAttribute, wrongShape, wrongValue } from "./refuse.ts";

/** For each sliced axis: where it starts, in which steps; sides of all axes afterwards. */
export interface Slice {
  readonly starts: number[];
  readonly steps: number[];
  readonly shape: Dim[];
}

/** What a Slice takes of each axis; undefined where the operands are not known. */
export function slicePlan(context: Pick<RuleContext, "node" | "shapes" | "content">): Slice | undefined {
  const data = context.shapes[0]!;
  const [starts, ends] = [context.content(1), context.content(2)];
  const count = starts?.length ?? 0;
  const given = context.node.inputs[3] ? knownNumbers(context.content(3)) : Array.from({ length: count }, (_, i) => i);
  const steps = context.node.inputs[4] ? knownNumbers(context.content(4)) : new Array<number>(count).fill(1);
  if (!starts || !ends || !given || !steps) return undefined;
  if (ends.length !== count || given.length !== count || steps.length !== count || steps.includes(0)) {
    throw wrongValue(context, "starts, ends, axes and steps do not fit", steps);
  }
  const result: Slice = { starts: data.map(() => 0), steps: data.map(() => 1), shape: [...data] };
  toAxes(context, given, data.length).forEach((axis, i) => {
    result.steps[axis] = steps[i];
    const [from, side] = sliceSide(data[axis], starts[i], ends[i], steps[i]);
    result.starts[axis] = from;
    result.shape[axis] = side;
  });
  return result;
}

function sliceSide(side: Dim, start: Dim, end: Dim, step: number): [number, Dim] {
  if (typeof side === "number" && typeof start === "number" && typeof end === "number") {
    const from = clampIndex(start, side, step);
    const to = clampIndex(end, side, step);
    return [from, Math.max(0, Math.ceil((to - from) / step))];
  }
  if (step !== 1 || typeof start !== "number") return [0, null];
  // Names stand for sides of at least 1 whose size is not known: only whole axes and heads by name can be told.
  if (start === 0 && (end === side || (typeof end === "number" && end >= 2 ** 31 - 1))) return [0, side];
  if (start === 0 && typeof end === "string" && typeof side === "number") return [0, end];
  return [0, null];
}

function clampIndex(index: number, side: number, step: number): number {
  const front = index < 0 ? index + side : index;
  return step > 0 ? Math.min(Math.max(front, 0), side) : Math.min(Math.max(front, -1), side - 1);
}

function splitSides(context: RuleContext): Dim[] {
  const axis = toAxis(context, context.attributes.int("axis"), context.shapes[0]!.length);
  const side = context.shapes[0]![axis];
  const parts = context.node.outputs.length;
  if (context.node.inputs[1]) {
    const sides = context.content(1) ?? new Array<Dim>(parts).fill(null);
    const numbers = knownNumbers([...sides, side]);
    const total = numbers?.slice(0, -1).reduce((sum, part) => sum + part, 0);
    if (sides.length !== parts || (numbers && total !== side))
      throw wrongShape(context, `[${sides}] does not split ${side}`);
    return [...sides];
  }
  if (context.attributes.has("num_outputs") && context.attributes.int("num_outputs") !== parts) {
    throw wrongAttribute(context, `num_outputs is not its ${parts} outputs`, context.attributes.int("num_outputs"));
  }
  if (typeof side !== "number") return new Array<Dim>(parts).fill(floorWhole(side, parts));
  const chunk = Math.ceil(side / parts);
  const last = side - chunk * (parts - 1);
  if (last < 0 || (context.opset < 18 && last !== chunk))
    throw wrongShape(context, `${side} does not split into ${parts}`);
  return Array.from({ length: parts }, (_, i) => (i === parts - 1 ? last : chunk));
}

function floorWhole(side: Dim, parts: number): Dim {
  const part = floorDim(side, parts);
  return multiplyDims([part, parts]) === side ? part : null;
}

/** Operators that take parts of axes: Slice and Split. */
export const SLICING: readonly Operator[] = [
  defineOperator("Slice", {
    signature: "data:T starts:I ends:I axes?:I steps?:I -> output:T",
    types: { T: ALL, I: INDICES },
    shape: (context) => [slicePlan(context)?.shape ?? context.shapes[0]!.map(() => null)],
    run: (context) => {
      const { data, shape } = context.inputs[0]!;
      const { starts, steps } = slicePlan(context)!;
      const strides = rowStrides(shape);
      const offset = starts.reduce((sum, start, axis) => sum + start * strides[axis], 0);
      const stepped = strides.map((stride, axis) => stride * steps[axis]);
      return [readStrided(data, context.results[0].shape, stepped, offset)];
    },
    moves: [0],
  }),
  defineOperator("Split", {
    signature: "input:T split?:int64 -> outputs*:T",
    types: { T: ALL },
    attributes: { axis: { type: "int", default: 0 }, num_outputs: { type: "int", since: 18 } },
    shape: (context) => {
      const shape = context.shapes[0]!;
      const axis = toAxis(context, context.attributes.int("axis"), shape.length);
      return splitSides(context).map((side) => shape.map((old, i) => (i === axis ? side : old)));
    },
    run: (context) => {
      const { data, shape } = context.inputs[0]!;
      const axis = toAxis(context, context.attributes.int("axis"), shape.length);
      const strides = rowStrides(shape);
      let start = 0;
      return context.results.map((result) => {
        const part = readStrided(data, result.shape, strides, start * strides[axis]);
        start += result.shape[axis];
        return part;
      });
    },
    moves: [0],
  }),
];
