import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { parseSizes } from "./parse-sizes.ts";

test("sizes have commas between them", () => {
  expect([parseSizes("64"), parseSizes("64, 128")]).toEqual([[64], [64, 128]]);
});

test.each(["", "0", "64,", "-1", "6.4", "64x128", "12345"])("%j is refused", async (text) => {
  expect((await errorOf(() => parseSizes(text))).code).toBe("invalid-option-value");
});
