import { expect, test } from "vitest";
import { fuzzTar } from "../testing/fuzz-tar.ts";

const COUNT = 1_000_000;
const SEED = 7_654_321;

test(`${COUNT} damaged archives (seed ${SEED})`, async () => {
  const outcomes = await fuzzTar(SEED, COUNT);
  expect([...outcomes.values()].reduce((sum, n) => sum + n, 0)).toBe(COUNT);
  expect(outcomes.get("read")).toBeGreaterThan(COUNT / 100);
});
