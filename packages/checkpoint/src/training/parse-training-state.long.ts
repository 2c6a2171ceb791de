import { expect, test } from "vitest";
import { refusesTypos, survivesChanges } from "../testing/training-state-fuzz.ts";

test("a million states of another structure are read as a run can use them, or refused", () => {
  expect(survivesChanges({ seed: 1, numRuns: 1_000_000 })).toBeGreaterThan(400_000);
});

test("a million with a wrong character are refused", () => refusesTypos({ seed: 1, numRuns: 1_000_000 }));
