import type { GradientRule } from "../rule.ts";

export const CONVOLUTION_GRADIENTS: Readonly<Record<string, GradientRule>> = {
  Conv: ({ g, gradient, input, inputType, attributes }) => {
    const dy = gradient(0)!;
    const [o, c, p] = inputType(1).shape as number[];
    const [, , h] = inputType(0).shape as number[];
    const n = h / p;
    // patches
    const patches = g.reshape(g.transpose(g.reshape(input(0), [-1, c, n, p, n, p]), [0, 2, 4, 1, 3, 5]), [
      -1,
      c * p * p,
    ]);
    const rows = g.reshape(g.transpose(g.reshape(dy, [-1, o, n * n]), [0, 2, 1]), [-1, o]);
    void attributes;
    return [
      undefined,
      g.reshape(g.op("Gemm", [rows, patches], { transA: 1 }), [o, c, p, p]),
      g.reduceSum(dy, [0, 2, 3]),
    ];
  },
};
