import { expect, test } from "vitest";
import { quantile } from "./quantile.ts";

test("lies on straight lines between the numbers, as numpy's default", () => {
  expect([0, 0.1, 0.25, 0.5, 0.9, 1].map((share) => quantile([1, 2, 4, 8, 16], share))).toEqual([
    1, 1.4, 2, 4, 12.8, 16,
  ]);
  expect(quantile([3], 0.7)).toBe(3);
});
