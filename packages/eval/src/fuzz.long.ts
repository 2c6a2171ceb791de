import { expect, test } from "vitest";
import { fuzz, SUBJECT_NAMES } from "./testing/fuzz.ts";

const COUNT = 250_000;
const SEED = 7_654_321;

test.each(SUBJECT_NAMES)(`${COUNT} damaged inputs to the parser of %s (seed ${SEED})`, (name) => {
  const { outcomes, reached } = fuzz(name, SEED, COUNT);
  expect([...outcomes.values()].reduce((sum, n) => sum + n, 0)).toBe(COUNT);
  for (const outcome of reached) expect(outcomes.get(outcome), outcome).toBeGreaterThan(COUNT / 200);
});
