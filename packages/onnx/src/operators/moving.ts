import { ALL } from "../model/dtype.ts";
import { addDims, type Dim, multiplyDims } from "../shape/dim.ts";
import { elements } from "../shape/elements.ts";
import { rowStrides, toAxis } from "./axes.ts";
import { defineOperator } from "./define-operator.ts";
import type { Operator, RuleContext } from "./operator.ts";
import { readStrided } from "./read-strided.ts";
import { wrongShape } from "./refuse.ts";

function order(context: RuleContext): readonly number[] {
  const rank = context.shapes[0]!.length;
  if (!context.attributes.has("perm")) return Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
  const perm = context.attributes.ints("perm");
  if (perm.length !== rank || new Set(perm).size !== rank || perm.some((axis) => axis < 0 || axis >= rank)) {
    throw wrongShape(context, `[${perm}] does not order ${rank} axes`);
  }
  return perm;
}

function repeats(context: RuleContext): readonly Dim[] {
  const { length } = context.shapes[0]!;
  const counts = context.content(1) ?? new Array<Dim>(length).fill(null);
  if (counts.length !== length) throw wrongShape(context, `${counts.length} repeats for ${length} axes`);
  return counts;
}

/** Operators that copy elements to other places by rule: Transpose, Concat, Tile, Trilu. */
export const MOVING: readonly Operator[] = [
  defineOperator("Transpose", {
    signature: "data:T -> transposed:T",
    types: { T: ALL },
    attributes: { perm: { type: "ints" } },
    shape: (context) => [order(context).map((axis) => context.shapes[0]![axis])],
    run: (context) => {
      const strides = rowStrides(context.inputs[0]!.shape);
      const moved = order(context).map((axis) => strides[axis]);
      return [readStrided(context.inputs[0]!.data, context.results[0].shape, moved)];
    },
    moves: [0],
  }),
  defineOperator("Concat", {
    signature: "inputs*:T -> concat_result:T",
    types: { T: ALL },
    attributes: { axis: { type: "int", required: true } },
    shape: (context) => {
      const shapes = context.shapes as readonly (readonly Dim[])[];
      const [first] = shapes;
      const axis = toAxis(context, context.attributes.int("axis"), first.length);
      const sides = first.map((side, i) => {
        if (shapes.some((shape) => shape.length !== first.length)) throw wrongShape(context, "the ranks differ");
        if (i === axis) return shapes.map((shape) => shape[i]).reduce((sum, part) => addDims(sum, part), 0 as Dim);
        const numbers = shapes.map((shape) => shape[i]).filter((part) => typeof part === "number");
        if (new Set(numbers).size > 1) throw wrongShape(context, `axis ${i} differs`);
        return numbers[0] ?? side;
      });
      return [sides];
    },
    run: (context) => {
      const { shape } = context.results[0];
      const axis = toAxis(context, context.attributes.int("axis"), shape.length);
      const out = new Float64Array(elements(shape));
      const rows = elements(shape.slice(0, axis));
      const inner = elements(shape.slice(axis + 1));
      let at = 0;
      for (let row = 0; row < rows; row++) {
        for (const input of context.inputs) {
          const width = input!.shape[axis] * inner;
          out.set(input!.data.subarray(row * width, (row + 1) * width), at);
          at += width;
        }
      }
      return [out];
    },
    moves: "all",
  }),
  defineOperator("Tile", {
    signature: "input:T repeats:int64 -> output:T",
    types: { T: ALL },
    shape: (context) => {
      const counts = repeats(context);
      return [context.shapes[0]!.map((side, axis) => multiplyDims([side, counts[axis]]))];
    },
    run: (context) => {
      const { data, shape } = context.inputs[0]!;
      const counts = repeats(context) as number[];
      const strides = rowStrides(shape);
      // Every axis becomes two: which copy, and where in it.
      const shapes = shape.flatMap((side, axis) => [counts[axis], side]);
      return [
        readStrided(
          data,
          shapes,
          strides.flatMap((stride) => [0, stride]),
        ),
      ];
    },
  }),
  defineOperator("Trilu", {
    signature: "input:T k?:int64 -> output:T",
    types: { T: ALL },
    attributes: { upper: { type: "int", default: 1 } },
    shape: (context) => {
      if (context.shapes[0]!.length < 2) throw wrongShape(context, "it takes at least two axes");
      return [context.shapes[0]];
    },
    run: ({ attributes, inputs: [input, k] }) => {
      const [height, width] = input!.shape.slice(-2);
      const diagonal = k?.data[0] ?? 0;
      const upper = attributes.int("upper") !== 0;
      return [
        input!.data.map((value, i) => {
          const column = i % width;
          const row = Math.floor(i / width) % height;
          return (upper ? column - row >= diagonal : column - row <= diagonal) ? value : 0;
        }),
      ];
    },
  }),
];
