import { expect, test } from "vitest";
import { survive } from "./testing/survive.ts";

test.each(Array.from({ length: 20 }, (_, i) => i + 1))("50,000 damaged cards, seed %i", (seed) => {
  const { read, slowest } = survive(seed, 50_000, { updateEvery: 20 });
  expect(read).toBeGreaterThan(12_000);
  expect(slowest).toBeLessThan(10_000);
});
