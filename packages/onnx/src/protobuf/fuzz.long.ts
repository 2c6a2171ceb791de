import { expect, test } from "vitest";
import { seedModels } from "../testing/seed-models.ts";
import { survivesMutation } from "../testing/survives-mutation.ts";

test.each([1, 2, 3, 4])("250,000 damaged models of seed %d are refused by a typed error, or run", (seed) => {
  const { codes, ...outcomes } = survivesMutation(seedModels(), { seed, count: 250_000 });
  expect(outcomes.unreadable + outcomes.faulty + outcomes.refused + outcomes.ran).toBe(250_000);
  expect(outcomes.ran).toBeGreaterThan(30_000);
  expect(codes.size).toBeGreaterThan(8);
});
