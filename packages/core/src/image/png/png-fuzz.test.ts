import { expect, test } from "vitest";
import { fuzzBytes, fuzzStructure } from "../../../test/png-fuzz.ts";

test("changed files with right checksums are read or refused, never more", { timeout: 120_000 }, async () => {
  const outcomes = await fuzzStructure({ seed: 20, numRuns: 4000 });
  expect([...outcomes.keys()].sort()).toEqual(["corrupt-png", "decoded", "picture-too-large", "unsupported-png"]);
  expect(outcomes.get("decoded")).toBeGreaterThan(100);
});

test("changed bytes anywhere are refused", { timeout: 60_000 }, async () => {
  expect((await fuzzBytes({ seed: 21, numRuns: 300 })).get("decoded")).toBeUndefined();
});
