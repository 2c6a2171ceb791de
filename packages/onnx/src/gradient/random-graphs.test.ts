import fc from "fast-check";
import { expect, test } from "vitest";
import { randomGradientsAgree } from "../testing/random-gradients-agree.ts";

test("random graphs' gradients are finite differences, the same bits in parts, and onnxruntime's", {
  timeout: 120_000,
}, async () => {
  let nodes = 0;
  const tape = fc.array(fc.nat(1_000_000), { minLength: 40, maxLength: 80 });
  const property = fc.asyncProperty(tape, fc.constantFrom(17, 18, 20, 22), async (numbers, opset) => {
    nodes += await randomGradientsAgree(numbers, opset);
  });
  await fc.assert(property, { seed: 20261122, numRuns: 100 });
  expect(nodes).toBeGreaterThan(4000);
});
