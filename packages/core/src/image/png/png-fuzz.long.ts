import { expect, test } from "vitest";
import { fuzzBytes, fuzzStructure } from "../../../test/png-fuzz.ts";

test.each([1, 2, 3, 4, 5])(
  "200,000 changed files with right checksums (seed %d) are read or refused, never more",
  async (seed) => {
    const outcomes = await fuzzStructure({ seed, numRuns: 200_000 });
    expect([...outcomes.keys()].sort()).toEqual(["corrupt-png", "decoded", "picture-too-large", "unsupported-png"]);
  },
);

test("20,000 changed bytes anywhere are refused", async () => {
  expect((await fuzzBytes({ seed: 22, numRuns: 20_000 })).get("decoded")).toBeUndefined();
});
