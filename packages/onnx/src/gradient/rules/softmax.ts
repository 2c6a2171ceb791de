import type { GradientRule } from "../rule.ts";

/** Softmax. */
export const SOFTMAX_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Softmax: ({ g, attributes, output, gradient }) => {
    const y = output(0);
    const weighted = g.mul(gradient(0)!, y);
    return [g.sub(weighted, g.mul(y, g.reduceSum(weighted, [attributes.int("axis")], true)))];
  },
};
