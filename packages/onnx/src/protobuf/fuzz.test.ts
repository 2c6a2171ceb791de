import { expect, test } from "vitest";
import { seedModels } from "../testing/seed-models.ts";
import { survivesMutation } from "../testing/survives-mutation.ts";

test("3,000 damaged models are refused by a typed error, or run", { timeout: 120_000 }, () => {
  const { codes, ...outcomes } = survivesMutation(seedModels(), { seed: 20261122, count: 3000 });
  // Every stage is reached, so that none is tested by luck alone.
  expect(outcomes.unreadable).toBeGreaterThan(1000);
  expect(outcomes.faulty).toBeGreaterThan(500);
  expect(outcomes.refused).toBeGreaterThan(50);
  expect(outcomes.ran).toBeGreaterThan(300);
  expect([...codes]).toEqual(
    expect.arrayContaining([
      "corrupt-onnx",
      "unsupported-onnx",
      "invalid-graph",
      "wrong-operand-shape",
      "wrong-operand-type",
    ]),
  );
});
