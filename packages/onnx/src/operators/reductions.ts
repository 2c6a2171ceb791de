import { type DType, FLOATS, INDICES, NUMBERS } from "../model/dtype.ts";
import type { Dim } from "../shape/dim.ts";
import { elements } from "../shape/elements.ts";
import { rowStrides, toAxes, toAxis } from "./axes.ts";
import { knownNumbers } from "./content.ts";
import { defineOperator } from "./define-operator.ts";
import type { AttributeSpec, KernelContext, Operator, RuleContext } from "./operator.ts";
import { readStrided } from "./read-strided.ts";
import { wrongShape } from "./refuse.ts";

/** The axes that a node reduces, or undefined where they are not known. */
function reducedAxes(context: RuleContext): number[] | undefined {
  const rank = context.shapes[0]!.length;
  const all = Array.from({ length: rank }, (_, axis) => axis);
  const fromAttribute = context.attributes.has("axes") ? context.attributes.ints("axes") : undefined;
  const axes = context.node.inputs[1] ? knownNumbers(context.content(1)) : (fromAttribute ?? []);
  if (!axes) return undefined;
  if (axes.length === 0) return context.attributes.int("noop_with_empty_axes") ? [] : all;
  return toAxes(context, axes, rank);
}

function reducedShape(context: RuleContext): readonly Dim[] | undefined {
  const shape = context.shapes[0]!;
  const axes = reducedAxes(context);
  const keep = context.attributes.int("keepdims") !== 0;
  if (!axes) return keep ? shape.map(() => null) : undefined;
  return shape.map((side, axis) => (axes.includes(axis) ? 1 : side)).filter((_, axis) => keep || !axes.includes(axis));
}

/** The data with the reduced axes last, and how many elements go into one. */
function grouped(context: KernelContext, axes: readonly number[]): { data: Float64Array; width: number } {
  const { data, shape } = context.inputs[0]!;
  const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...[...axes].sort((a, b) => a - b)];
  const width = elements(axes.map((axis) => shape[axis]));
  if (order.every((axis, i) => axis === i)) return { data, width };
  const strides = rowStrides(shape);
  return {
    data: readStrided(
      data,
      order.map((axis) => shape[axis]),
      order.map((axis) => strides[axis]),
    ),
    width,
  };
}

type Fold = (data: Float64Array, from: number, to: number) => number;

const AXES_INPUT: Readonly<Record<string, AttributeSpec>> = {
  keepdims: { type: "int", default: 1 },
  noop_with_empty_axes: { type: "int", default: 0, since: 18 },
  axes: { type: "ints", until: 17 },
};

function reduction(name: string, fold: Fold, types: readonly DType[] = NUMBERS): Operator {
  // ReduceSum took its axes as an operand before the others did.
  const early = name === "ReduceSum";
  return defineOperator(name, {
    signature: `data:T axes?:int64${early ? "" : "@18"} -> reduced:T`,
    types: { T: types },
    attributes: early
      ? { keepdims: AXES_INPUT.keepdims, noop_with_empty_axes: { type: "int", default: 0 } }
      : AXES_INPUT,
    shape: (context) => [reducedShape(context)],
    run: (context) => {
      const { data, width } = grouped(context, reducedAxes(context)!);
      const out = new Float64Array(elements(context.results[0].shape));
      for (let i = 0; i < out.length; i++) out[i] = fold(data, i * width, (i + 1) * width);
      return [out];
    },
  });
}

function sum(data: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += data[i];
  return total;
}

function folded(start: number, f: (a: number, b: number) => number): Fold {
  return (data, from, to) => {
    let result = start;
    for (let i = from; i < to; i++) result = f(result, data[i]);
    return result;
  };
}

function argument(name: string, better: (a: number, b: number) => boolean): Operator {
  return defineOperator(name, {
    signature: "data:T -> reduced:int64",
    types: { T: NUMBERS },
    attributes: {
      axis: { type: "int", default: 0 },
      keepdims: { type: "int", default: 1 },
      select_last_index: { type: "int", default: 0 },
    },
    shape: (context) => {
      const shape = context.shapes[0]!;
      const axis = toAxis(context, context.attributes.int("axis"), shape.length);
      if (shape[axis] === 0) throw wrongShape(context, "there is nothing to choose from");
      const keep = context.attributes.int("keepdims") !== 0;
      return [shape.flatMap((side, i) => (i !== axis ? [side] : keep ? [1] : []))];
    },
    run: (context) => {
      const axis = toAxis(context, context.attributes.int("axis"), context.inputs[0]!.shape.length);
      const { data, width } = grouped(context, [axis]);
      const last = context.attributes.int("select_last_index") !== 0;
      return [
        Float64Array.from({ length: data.length / width }, (_, row) => {
          let best = 0;
          for (let i = 1; i < width; i++) {
            const [now, then] = [data[row * width + i], data[row * width + best]];
            if (better(now, then) || (last && now === then)) best = i;
          }
          return best;
        }),
      ];
    },
  });
}

/** Operators that reduce axes, and CumSum. */
export const REDUCTIONS: readonly Operator[] = [
  reduction("ReduceSum", sum),
  reduction("ReduceMean", (data, from, to) => sum(data, from, to) / (to - from)),
  reduction("ReduceMax", folded(Number.NEGATIVE_INFINITY, Math.max)),
  reduction("ReduceMin", folded(Number.POSITIVE_INFINITY, Math.min)),
  reduction(
    "ReduceProd",
    folded(1, (a, b) => a * b),
  ),
  reduction(
    "ReduceSumSquare",
    folded(0, (a, b) => a + b * b),
  ),
  reduction("ReduceL2", (data, from, to) => Math.sqrt(folded(0, (a, b) => a + b * b)(data, from, to)), FLOATS),
  argument("ArgMax", (a, b) => a > b),
  argument("ArgMin", (a, b) => a < b),
  defineOperator("CumSum", {
    signature: "x:T axis:I -> y:T",
    types: { T: [...FLOATS, "int32", "int64", "uint32", "uint64"], I: INDICES },
    attributes: { exclusive: { type: "int", default: 0 }, reverse: { type: "int", default: 0 } },
    shape: ({ shapes }) => [shapes[0]],
    run: (context) => {
      const { data, shape } = context.inputs[0]!;
      const axis = toAxis(context, context.inputs[1]!.data[0], shape.length);
      const inner = elements(shape.slice(axis + 1));
      const side = shape[axis];
      const out = new Float64Array(data.length);
      const exclusive = context.attributes.int("exclusive") !== 0;
      for (let block = 0; block < data.length; block += side * inner) {
        for (let j = 0; j < inner; j++) {
          let total = 0;
          for (let i = 0; i < side; i++) {
            const at = block + (context.attributes.int("reverse") ? side - 1 - i : i) * inner + j;
            if (exclusive) out[at] = total;
            total += data[at];
            if (!exclusive) out[at] = total;
          }
        }
      }
      return [out];
    },
  }),
];
