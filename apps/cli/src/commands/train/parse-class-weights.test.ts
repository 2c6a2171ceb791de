import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { parseClassWeights } from "./parse-class-weights.ts";

test.each([
  ["balanced", "balanced"],
  ["Other=0.5", { Other: 0.5 }],
  ["Other=.5, British Shorthair = 2e0", { Other: 0.5, "British Shorthair": 2 }],
])("%s", (text, weights) => {
  expect(parseClassWeights(text)).toEqual(weights);
});

test.each(["", "even", "Other", "Other=", "=2", "Other=-1", "Other=0x1", "Other=1,,Bengal=2", "Other=1;Bengal=2"])(
  "%j is refused",
  async (text) => {
    expect((await errorOf(() => parseClassWeights(text))).code).toBe("invalid-option-value");
  },
);
