import fc from "fast-check";
import { expect, test } from "vitest";
import { randomGradientsAgree } from "../testing/random-gradients-agree.ts";

test("3,000 random graphs' gradients are finite differences, the same bits in parts, and onnxruntime's", async () => {
  let nodes = 0;
  const tape = fc.array(fc.nat(1_000_000), { minLength: 40, maxLength: 80 });
  const property = fc.asyncProperty(tape, fc.constantFrom(17, 18, 19, 20, 21, 22), async (numbers, opset) => {
    nodes += await randomGradientsAgree(numbers, opset);
  });
  await fc.assert(property, { seed: 10, numRuns: 3000 });
  expect(nodes).toBeGreaterThan(100_000);
});
