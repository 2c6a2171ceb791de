import { FLOATS } from "../model/dtype.ts";
import { type Dim, mayEqual } from "../shape/dim.ts";
import { type ConvolutionSides, convolve } from "./convolve.ts";
import { defineOperator } from "./define-operator.ts";
import type { AttributeSpec, KernelContext, Operator, RuleContext } from "./operator.ts";
import { wrongShape } from "./refuse.ts";
import { planeOf, WINDOW_ATTRIBUTES, type Window, windows } from "./windows.ts";

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

/** Sides of a convolution whose shapes are numbers. */
export function convolutionSides(context: KernelContext): ConvolutionSides {
  const [batch, channels, ...spatial] = context.inputs[0]!.shape;
  const plane = planeOf(spatial, convolutionWindows(context));
  return { batch, channels, features: context.inputs[1]!.shape[0], groups: context.attributes.int("group"), ...plane };
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
