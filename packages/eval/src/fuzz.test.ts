import { expect, test } from "vitest";
import { fuzz, SUBJECT_NAMES } from "./testing/fuzz.ts";

const COUNT = 3000;

test.each(SUBJECT_NAMES)(`${COUNT} damaged inputs are read or refused by the parser of %s`, (name) => {
  const { outcomes, reached } = fuzz(name, 20261122, COUNT);
  for (const outcome of reached) expect(outcomes.get(outcome), outcome).toBeGreaterThan(COUNT / 200);
});
