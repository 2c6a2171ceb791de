import fc from "fast-check";
import { test } from "vitest";
import { gradientOfNodeAgrees } from "../testing/gradient-of-node.ts";

test("20,000 random nodes have the gradients of finite differences, with sides by name and in onnxruntime", async () => {
  const tape = fc.array(fc.nat(1_000_000), { minLength: 24, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(tape, async (numbers) => {
      await gradientOfNodeAgrees(numbers);
    }),
    { seed: 10, numRuns: 20_000 },
  );
});
