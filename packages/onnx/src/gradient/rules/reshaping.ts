import { reshapeTo } from "../reshape-to.ts";
import type { GradientContext, GradientRule } from "../rule.ts";

const back: GradientRule = ({ g, gradient, inputType, input }: GradientContext) => [
  reshapeTo(g, gradient(0)!, inputType(0).shape, () => input(0)),
];

/** Operators that only change the shape: the gradient takes the old one. */
export const RESHAPING_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Reshape: back,
  Flatten: back,
  Squeeze: back,
  Unsqueeze: back,
};
