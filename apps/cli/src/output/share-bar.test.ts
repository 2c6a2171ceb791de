import { expect, test } from "vitest";
import { shareBar } from "./share-bar.ts";

test.each([
  [0, ""],
  [1, "████"],
  [0.5, "██"],
  [0.5 + 1 / 32, "██▏"],
  [1 - 1 / 32, "███▉"],
  [2, "████"],
  [-1, ""],
])("a share of %f of four columns", (share, bar) => {
  expect(shareBar(share, 4)).toBe(bar);
});
