import { expect, test } from "vitest";
import { survive } from "./testing/survive.ts";

test.each(Array.from({ length: 10 }, (_, i) => i + 1))("25,000 damaged cards, seed %i", (seed) => {
  const { read } = survive(seed, 25_000, { updateEvery: 20 });
  expect(read).toBeGreaterThan(6_000);
});
