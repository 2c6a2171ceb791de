import type { GradientRule } from "../rule.ts";

export const GATHERING_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  // Rows of one-hot vectors: a product sums what was taken more than once.
  Gather: ({ g, gradient, input, inputType }) => {
    const [count, width] = inputType(0).shape as number[];
    const range = g.constant(
      "int64",
      [count],
      Array.from({ length: count }, (_, i) => i),
    );
    const hot = g.cast(g.op("Equal", [g.reshape(input(1), [-1, 1]), range]), inputType(0).dtype);
    return [g.op("Gemm", [hot, g.reshape(gradient(0)!, [-1, width])], { transA: 1 })];
  },
};
