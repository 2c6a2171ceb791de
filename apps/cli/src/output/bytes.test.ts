import { expect, test } from "vitest";
import { bytes } from "./bytes.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [9_249, "9.2 kB"],
  [9_960, "10 kB"],
  [999_499, "999 kB"],
  [999_500, "1.0 MB"],
  [22_400_000, "22 MB"],
  [5e15, "5000 TB"],
])("%i is %s", (count, text) => {
  expect(bytes(count)).toBe(text);
});
