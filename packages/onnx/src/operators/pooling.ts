import { FLOATS, NUMBERS } from "../model/dtype.ts";
import { elements } from "./axes.ts";
import { FLAT, WINDOW_ATTRIBUTES } from "./convolution.ts";
import type { ConvolutionSides } from "./convolve.ts";
import { defineOperator } from "./define-operator.ts";
import type { KernelContext, Operator, RuleContext } from "./operator.ts";
import { wrongAttribute, wrongShape } from "./refuse.ts";
import { type Window, windows } from "./windows.ts";

type Known = ConvolutionSides["vertical"];

function poolWindows(context: RuleContext): Window[] {
  return windows(context, context.attributes.ints("kernel_shape"), { ceil: context.attributes.int("ceil_mode") !== 0 });
}

function poolShape(context: RuleContext) {
  if (context.node.outputs.length > 1) throw wrongAttribute(context, "the output of indices is not supported");
  if (context.shapes[0]!.length < 3) throw wrongShape(context, "it needs axes after batch and channels");
  return [[...context.shapes[0]!.slice(0, 2), ...poolWindows(context).map(({ count }) => count)]];
}

/** Folds every window: `fold` sees the elements inside the data, `finish` also how many places count. */
function pool(
  context: KernelContext,
  start: number,
  fold: (a: number, b: number) => number,
  finish: (folded: number, inside: number, padded: number) => number,
): Float64Array {
  const { data, shape } = context.inputs[0]!;
  const spatial = shape.slice(2);
  const [height, width] = spatial.length === 1 ? [1, spatial[0]] : spatial;
  const found = poolWindows(context) as Known[];
  const [v, h] = found.length === 1 ? [FLAT, found[0]] : found;
  const out = new Float64Array(elements(context.results[0].shape));
  let at = 0;
  for (let plane = 0; plane < shape[0] * shape[1]; plane++) {
    for (let oy = 0; oy < v.count; oy++) {
      for (let ox = 0; ox < h.count; ox++) {
        let value = start;
        let inside = 0;
        let padded = 0;
        for (let ky = 0; ky < v.size; ky++) {
          const y = oy * v.stride - v.before + ky * v.dilation;
          if (y >= height + v.after) continue;
          for (let kx = 0; kx < h.size; kx++) {
            const x = ox * h.stride - h.before + kx * h.dilation;
            if (x >= width + h.after) continue;
            padded++;
            if (y < 0 || y >= height || x < 0 || x >= width) continue;
            inside++;
            value = fold(value, data[(plane * height + y) * width + x]);
          }
        }
        out[at++] = finish(value, inside, padded);
      }
    }
  }
  return out;
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
    attributes: {
      ...WINDOW_ATTRIBUTES,
      kernel_shape: { type: "ints", required: true },
      dilations: { type: "ints" },
      ceil_mode: { type: "int", default: 0 },
      storage_order: { type: "int", default: 0 },
    },
    shape: poolShape,
    run: (context) => [pool(context, Number.NEGATIVE_INFINITY, Math.max, (value) => value)],
  }),
  defineOperator("AveragePool", {
    signature: "X:T -> Y:T",
    types: { T: FLOATS },
    attributes: {
      ...WINDOW_ATTRIBUTES,
      kernel_shape: { type: "ints", required: true },
      dilations: { type: "ints", since: 19 },
      ceil_mode: { type: "int", default: 0 },
      count_include_pad: { type: "int", default: 0 },
    },
    shape: poolShape,
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
