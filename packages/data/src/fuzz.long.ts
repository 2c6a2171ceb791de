import { expect, test } from "vitest";
import { fuzz, SUBJECT_NAMES } from "./testing/fuzz.ts";

const COUNT = 1_000_000;
const SEED = 7_654_321;

test.each(SUBJECT_NAMES)(`${COUNT} damaged texts to the parser of %s (seed ${SEED})`, (subject) => {
  const outcomes = fuzz(subject, SEED, COUNT);
  expect([...outcomes.values()].reduce((sum, n) => sum + n, 0)).toBe(COUNT);
  expect(outcomes.get("read")).toBeGreaterThan(COUNT / 100);
});
