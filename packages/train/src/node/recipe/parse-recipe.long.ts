import { expect, test } from "vitest";
import { survivesChanges, survivesText } from "../../testing/recipe-fuzz.ts";

test("a million recipes of another structure are read as a training can use them, or refused", () => {
  expect(survivesChanges({ seed: 1, numRuns: 1_000_000 })).toBeGreaterThan(400_000);
});

test("a hundred thousand texts with wrong characters are read or refused", () =>
  survivesText({ seed: 1, numRuns: 100_000 }));
