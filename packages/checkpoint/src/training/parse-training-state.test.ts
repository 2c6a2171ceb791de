import { expect, test } from "vitest";
import { refusesTypos, stateText, survivesChanges } from "../testing/training-state-fuzz.ts";
import { parseTrainingState } from "./parse-training-state.ts";

test("a state is what was written", () => {
  const text = stateText();
  expect(JSON.stringify(parseTrainingState("step-20", text))).toHaveLength(text.length);
  expect(parseTrainingState("step-20", text)).toEqual(JSON.parse(text));
});

test("one of another structure is read as a run can use it, or refused", () => {
  expect(survivesChanges({ seed: 20261122, numRuns: 1000 })).toBeGreaterThan(400);
});

test("one with a wrong character is refused", () => refusesTypos({ seed: 20261122, numRuns: 1000 }));
