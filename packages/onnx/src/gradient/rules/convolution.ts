import { convolutionSides } from "../convolution/convolution-sides.ts";
import { inputGradient } from "../convolution/input-gradient.ts";
import { weightGradient } from "../convolution/weight-gradient.ts";
import type { GradientContext, GradientRule } from "../rule.ts";

function conv(context: GradientContext) {
  const { g, gradient, input, wants } = context;
  const dy = gradient(0)!;
  const sides = convolutionSides(context);
  return [
    wants(0) ? inputGradient(g, input(1), dy, sides) : undefined,
    wants(1) ? weightGradient(g, input(0), dy, sides) : undefined,
    wants(2) ? g.reduceSum(dy, [0, ...sides.axes.map((_, axis) => axis + 2)]) : undefined,
  ];
}

/** Conv over one or two spatial axes. */
export const CONVOLUTION_GRADIENTS: Readonly<Record<string, GradientRule>> = { Conv: conv };
