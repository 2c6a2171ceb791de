import type { GradientRule } from "../rule.ts";

/** Softmax and LogSoftmax, by their results alone. */
export const SOFTMAX_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Softmax: ({ g, attributes, output, gradient }) => {
    const [y, dy] = [output(0), gradient(0)!];
    return [g.mul(g.sub(dy, g.reduceSum(g.mul(dy, y), [attributes.int("axis")], true)), y)];
  },
  LogSoftmax: ({ g, attributes, output, gradient }) => {
    const dy = gradient(0)!;
    return [g.sub(dy, g.mul(g.exp(output(0)), g.reduceSum(dy, [attributes.int("axis")], true)))];
  },
};
