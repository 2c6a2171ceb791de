import fc from "fast-check";
import { expect, test } from "vitest";
import { randomGraphAgrees } from "../testing/random-graph-agrees.ts";

test("5,000 random graphs give onnxruntime's answers", async () => {
  let nodes = 0;
  const tape = fc.array(fc.nat(1_000_000), { minLength: 40, maxLength: 80 });
  const property = fc.asyncProperty(tape, fc.constantFrom(17, 18, 19, 20, 21, 22), async (numbers, opset) => {
    nodes += await randomGraphAgrees(numbers, opset);
  });
  await fc.assert(property, { seed: 5, numRuns: 5000 });
  expect(nodes).toBeGreaterThan(40_000);
});
