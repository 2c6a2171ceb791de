import { FLOATS, NUMBERS } from "../model/dtype.ts";
import { elements } from "../shape/elements.ts";
import { defineOperator } from "./define-operator.ts";
import type { AttributeSpec, KernelContext, Operator, RuleContext } from "./operator.ts";
import { wrongAttribute, wrongShape } from "./refuse.ts";
import { type Plane, planeOf, WINDOW_ATTRIBUTES, type Window, windows } from "./windows.ts";

const ATTRIBUTES: Readonly<Record<string, AttributeSpec>> = {
  ...WINDOW_ATTRIBUTES,
  kernel_shape: { type: "ints", required: true },
  ceil_mode: { type: "int", default: 0 },
};

function poolWindows(context: RuleContext): Window[] {
  return windows(context, context.attributes.ints("kernel_shape"), { ceil: context.attributes.int("ceil_mode") !== 0 });
}

function poolShape(context: RuleContext) {
  if (context.shapes[0]!.length < 3) throw wrongShape(context, "it needs axes after batch and channels");
  return [...context.shapes[0]!.slice(0, 2), ...poolWindows(context).map(({ count }) => count)];
}

/** A window at one place of an axis: steps `from` to `to` lie inside it, `padded` steps before the end of its padding. */
interface Part {
  readonly start: number;
  readonly from: number;
  readonly to: number;
  readonly padded: number;
}

function windowParts({ size, stride, dilation, before, after, count }: Plane["vertical"], side: number): Part[] {
  return Array.from({ length: count }, (_, place) => {
    const start = place * stride - before;
    const stepsBefore = (end: number) => Math.min(size, Math.max(0, Math.ceil((end - start) / dilation)));
    return { start, from: stepsBefore(0), to: stepsBefore(side), padded: stepsBefore(side + after) };
  });
}

/** Folds every window: `fold` sees the elements inside the data and where they are, `finish` also how many places count. */
function pool(
  context: KernelContext,
  initial: number,
  fold: (a: number, b: number, at: number) => number,
  finish: (folded: number, inside: number, padded: number) => number,
): Float64Array {
  const { data, shape } = context.inputs[0]!;
  const { height, width, vertical, horizontal } = planeOf(shape.slice(2), poolWindows(context));
  const rows = windowParts(vertical, height);
  const columns = windowParts(horizontal, width);
  const out = new Float64Array(elements(context.results[0].shape));
  let at = 0;
  for (let plane = 0; plane < shape[0] * shape[1]; plane++) {
    for (const row of rows) {
      for (const column of columns) {
        let value = initial;
        for (let ky = row.from; ky < row.to; ky++) {
          const line = (plane * height + row.start + ky * vertical.dilation) * width + column.start;
          for (let kx = column.from; kx < column.to; kx++) {
            const place = line + kx * horizontal.dilation;
            value = fold(value, data[place], place);
          }
        }
        out[at++] = finish(value, (row.to - row.from) * (column.to - column.from), row.padded * column.padded);
      }
    }
  }
  return out;
}

/** The largest elements, and where the first of each stands in the whole tensor. */
function maxPool(context: KernelContext): Float64Array[] {
  const indices = new Float64Array(elements(context.results[0].shape));
  let window = 0;
  let best = -1;
  const values = pool(
    context,
    Number.NEGATIVE_INFINITY,
    (a, b, at) => {
      if (best >= 0 && !(b > a || Number.isNaN(b))) return a;
      best = at;
      return b;
    },
    (value) => {
      indices[window++] = best;
      best = -1;
      return value;
    },
  );
  return [values, indices];
}

function overall(name: string, fold: (plane: Float64Array) => number): Operator {
  return defineOperator(name, {
    signature: "X:T -> Y:T",
    types: { T: FLOATS },
    shape: (context) => {
      const shape = context.shapes[0]!;
      if (shape.length < 3) throw wrongShape(context, "it needs axes after batch and channels");
      return [[...shape.slice(0, 2), ...shape.slice(2).map(() => 1)]];
    },
    run: ({ inputs: [x] }) => {
      const places = elements(x!.shape.slice(2));
      const count = x!.shape[0] * x!.shape[1];
      return [Float64Array.from({ length: count }, (_, i) => fold(x!.data.subarray(i * places, (i + 1) * places)))];
    },
  });
}

/** Poolings. Padding never wins a maximum; an average counts it with count_include_pad. */
export const POOLING: readonly Operator[] = [
  defineOperator("MaxPool", {
    signature: "X:T -> Y:T Indices?:int64",
    types: { T: NUMBERS },
    attributes: { ...ATTRIBUTES, dilations: { type: "ints" }, storage_order: { type: "int", default: 0 } },
    shape: (context) => {
      const shape = poolShape(context);
      if (context.node.outputs.length > 1 && context.attributes.int("storage_order") !== 0) {
        throw wrongAttribute(context, "indices in column-major order are not supported");
      }
      return [shape, shape];
    },
    run: maxPool,
  }),
  defineOperator("AveragePool", {
    signature: "X:T -> Y:T",
    types: { T: FLOATS },
    attributes: {
      ...ATTRIBUTES,
      dilations: { type: "ints", since: 19 },
      count_include_pad: { type: "int", default: 0 },
    },
    shape: (context) => [poolShape(context)],
    run: (context) => {
      const withPadding = context.attributes.int("count_include_pad") !== 0;
      return [
        pool(
          context,
          0,
          (a, b) => a + b,
          (sum, inside, padded) => sum / (withPadding ? padded : inside),
        ),
      ];
    },
  }),
  overall("GlobalAveragePool", (plane) => plane.reduce((sum, value) => sum + value, 0) / plane.length),
  overall("GlobalMaxPool", (plane) => plane.reduce((best, value) => Math.max(best, value), Number.NEGATIVE_INFINITY)),
];
