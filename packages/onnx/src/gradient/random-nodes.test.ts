import fc from "fast-check";
import { expect, test } from "vitest";
import { gradientOfNodeAgrees } from "../testing/gradient-of-node.ts";

test("random nodes have the gradients of finite differences, with sides by name and in onnxruntime", async () => {
  const seen = new Set<string>();
  const tape = fc.array(fc.nat(1_000_000), { minLength: 24, maxLength: 40 });
  const property = fc.asyncProperty(tape, async (numbers) => {
    seen.add(await gradientOfNodeAgrees(numbers));
  });
  await fc.assert(property, { seed: 20261122, numRuns: 250 });
  expect(seen.size).toBeGreaterThan(40);
});
