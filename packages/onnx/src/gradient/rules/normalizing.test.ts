import { describe, expect, test } from "vitest";
import { checkGradient } from "../../testing/check-gradient.ts";
import { batchNormTraining } from "../layers/batch-norm-training.ts";

describe("the gradient of a batch normalisation", () => {
  test.each([[[3, 2]], [[2, 2, 3]], [[2, 3, 2, 2]]])("of %j by the statistics too", (shape) => {
    const channels = [shape[1]];
    checkGradient({
      shapes: [shape, channels, channels, channels, channels],
      fill: (input, i) => (input === 4 ? 1 + 0.3 * i : Math.sin(i * 1.7 + input)),
      make: (g, [x, weight, bias, mean, variance]) => g.batchNorm(x, { weight, bias, mean, variance }, 1e-3),
    });
  });

  test.each([[[5, 2]], [[2, 2, 3]], [[2, 3, 2, 2]]])("of %j through the batch's statistics", (shape) => {
    const channels = [shape[1]];
    for (const segments of [1, 2]) {
      checkGradient({
        shapes: [shape, channels, channels],
        options: { segments },
        make: (g, [x, weight, bias]) => {
          const zeros = g.constant("float64", channels, new Array<number>(channels[0]).fill(0));
          const parts = { weight, bias, mean: zeros, variance: zeros };
          return batchNormTraining(g, batchNormTraining(g, g.mul(x, x), parts).y, parts, { epsilon: 1e-3 }).y;
        },
      });
    }
    expect.hasAssertions();
  });
});
