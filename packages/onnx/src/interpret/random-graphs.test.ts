import fc from "fast-check";
import { expect, test } from "vitest";
import { randomGraphAgrees } from "../testing/random-graph-agrees.ts";

test("random graphs give onnxruntime's answers, before and after optimisation, and the shapes that were inferred", {
  timeout: 120_000,
}, async () => {
  let nodes = 0;
  const tape = fc.array(fc.nat(1_000_000), { minLength: 40, maxLength: 80 });
  const property = fc.asyncProperty(tape, fc.constantFrom(17, 18, 20, 22), async (numbers, opset) => {
    nodes += await randomGraphAgrees(numbers, opset);
  });
  await fc.assert(property, { seed: 20261122, numRuns: 80 });
  expect(nodes).toBeGreaterThan(600);
});
