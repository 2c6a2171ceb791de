import { expect, test } from "vitest";
import { fuzz, PARSERS } from "./testing/fuzz.ts";

const COUNT = 1_000_000;
const SEED = 20261122;

test.each(PARSERS)(`${COUNT} mutated inputs to the %s parser (seed ${SEED})`, async (parser) => {
  const outcomes = await fuzz(parser, SEED, COUNT);
  expect([...outcomes.values()].reduce((sum, n) => sum + n, 0)).toBe(COUNT);
  expect(outcomes.get("opened")).toBeGreaterThan(COUNT / 100);
});
