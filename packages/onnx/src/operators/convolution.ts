import { FLOATS } from "../model/dtype.ts";
import { type Dim, mayEqual } from "../shape/dim.ts";
import { type ConvolutionSides, convolve } from "./convolve.ts";
import { defineOperator } from "./define-operator.ts";
import type { AttributeSpec, KernelContext, Operator, RuleContext } from "./operator.ts";
import { wrongShape } from "./refuse.ts";
import { type Window, windows } from "./windows.ts";

/** Attributes that convolutions and poolings share. */
export const WINDOW_ATTRIBUTES: Readonly<Record<string, AttributeSpec>> = {
  auto_pad: { type: "string", default: "NOTSET", values: ["NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"] },
  kernel_shape: { type: "ints" },
  pads: { type: "ints" },
  strides: { type: "ints" },
};

/** Attributes of Conv and ConvInteger. */
export const CONVOLUTION_ATTRIBUTES: Readonly<Record<string, AttributeSpec>> = {
  ...WINDOW_ATTRIBUTES,
  dilations: { type: "ints" },
  group: { type: "int", default: 1 },
};

function convolutionWindows(context: RuleContext): Window[] {
  const kernel = context.shapes[1]!.slice(2);
  if (context.attributes.has("kernel_shape")) {
    const said = context.attributes.ints("kernel_shape");
    if (said.length !== kernel.length || said.some((side, i) => !mayEqual(side, kernel[i]))) {
      throw wrongShape(context, `kernel_shape [${said}] is not that of the weights`);
    }
    return windows(context, said);
  }
  return windows(context, kernel);
}

/** The shape of a convolution's output. Throws `wrong-operand-shape`. */
export function convolutionShape(context: RuleContext): Dim[] {
  const [x, w, b] = context.shapes;
  if (x!.length < 3 || x!.length !== w!.length) throw wrongShape(context, "data and weights have different ranks");
  const groups = context.attributes.int("group");
  const [features, perGroup] = w!;
  const divides = (side: Dim) => typeof side !== "number" || (groups > 0 && side % groups === 0);
  const channels = typeof perGroup === "number" ? perGroup * groups : null;
  if (!divides(x![1]) || !divides(features) || !mayEqual(x![1], channels)) {
    throw wrongShape(context, `${x![1]} channels do not suit weights of ${perGroup} in ${groups} groups`);
  }
  if (context.node.op === "Conv" && b && (b.length !== 1 || !mayEqual(b[0], features))) {
    throw wrongShape(context, `the bias is not [${features}]`);
  }
  return [x![0], features, ...convolutionWindows(context).map(({ count }) => count)];
}

/** One spatial dimension as two, of which the first has one place. */
export const FLAT: Window & { readonly count: number } = {
  size: 1,
  stride: 1,
  dilation: 1,
  before: 0,
  after: 0,
  count: 1,
};

/** Sides of a convolution whose shapes are numbers. */
export function convolutionSides(context: KernelContext): ConvolutionSides {
  const [batch, channels, ...spatial] = context.inputs[0]!.shape;
  const [height, width] = spatial.length === 1 ? [1, spatial[0]] : spatial;
  const found = convolutionWindows(context) as ConvolutionSides["vertical"][];
  const [vertical, horizontal] = found.length === 1 ? [FLAT, found[0]] : found;
  const groups = context.attributes.int("group");
  return { batch, channels, features: context.inputs[1]!.shape[0], groups, height, width, vertical, horizontal };
}

/** Conv over one or two spatial axes. */
export const CONVOLUTION: readonly Operator[] = [
  defineOperator("Conv", {
    signature: "X:T W:T B?:T -> Y:T",
    types: { T: FLOATS },
    attributes: CONVOLUTION_ATTRIBUTES,
    shape: (context) => [convolutionShape(context)],
    run: (context) => {
      const [x, w, bias] = context.inputs;
      const sides = convolutionSides(context);
      const out = convolve(x!.data, w!.data, sides);
      const places = sides.vertical.count * sides.horizontal.count;
      if (bias && places > 0) {
        for (let i = 0; i < out.length; i++) out[i] += bias.data[Math.floor(i / places) % sides.features];
      }
      return [out];
    },
  }),
];
