import { expect, test } from "vitest";
import { duration } from "./duration.ts";

test.each([
  [-3, "0 s"],
  [0.4, "0 s"],
  [59.4, "59 s"],
  [59.6, "1 min 00 s"],
  [3599, "59 min 59 s"],
  [3600, "1 h 00 min"],
  [47 * 3600 + 59 * 60, "47 h 59 min"],
  [48 * 3600, "2 d 00 h"],
  [9 * 86_400 + 5 * 3600, "9 d 05 h"],
])("%d seconds are %s", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
