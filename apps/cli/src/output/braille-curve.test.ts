import { expect, test } from "vitest";
import { brailleCurve } from "./braille-curve.ts";

test("a line that falls goes from the upper left to the lower right", () => {
  const falling = Array.from({ length: 8 }, (_, i) => 8 - i);
  expect(brailleCurve(falling, { width: 4, height: 2 })).toEqual(["⠑⢄⠀⠀", "⠀⠀⠑⢄"]);
});

test("jumps are joined, and what is missing is not", () => {
  expect(brailleCurve([0, 1, undefined, 1], { width: 2, height: 1 })).toEqual(["⡸⠈"]);
});

test("equal values are a line in the middle, and one value fills the width", () => {
  expect(brailleCurve([3], { width: 3, height: 1 })).toEqual(["⠤⠤⠤"]);
});

test("nothing known is nothing drawn", () => {
  expect(brailleCurve([undefined], { width: 2, height: 1 })).toEqual(["⠀⠀"]);
});
