import { expect, test } from "vitest";
import { type Heat, heatOf, heatScale, hexColour, paintHeat, thirdOf } from "./heat.ts";

const shares = (...values: number[]) => Float32Array.from(values);
const occlusion = {
  plan: {
    square: 2,
    stride: 1,
    places: [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
    ],
  },
  width: 3,
  height: 2,
  labels: ["Cat", "Other"],
  whole: shares(0.75, 0.25),
  covered: [shares(0.25, 0.75), shares(1, 0)],
};

test("a pixel has the mean loss of the squares that covered it", () => {
  const heat = heatOf(occlusion, ([cat]) => cat);
  expect([...heat.map]).toEqual([0.5, 0.125, -0.25, 0.5, 0.125, -0.25]);
  expect(heat).toMatchObject({ whole: 0.75, loss: 0.5, gain: 0.25, strongest: { x: 0, y: 0, share: 0.25 } });
  expect([...heatOf(occlusion, ([, other]) => other).map]).toEqual([...heat.map].map((value) => -value));
});

test("the strongest difference is painted full, a small one is not made to look like much", () => {
  const heat = heatOf(occlusion, ([cat]) => cat);
  const pixels = paintHeat(heat, { forIt: [230, 97, 1], against: [1, 2, 3] });
  expect([...pixels.subarray(0, 4)]).toEqual([230, 97, 1, 209]);
  expect([...pixels.subarray(8, 12)]).toEqual([1, 2, 3, 105]);
  expect(heatScale(heat)).toBe(0.5);
  expect(heatScale({ loss: 0.001, gain: 0.0004 } as Heat)).toBe(0.02);
});

test.each([
  [0, 0, { column: 0, row: 0 }],
  [88, 0, { column: 1, row: 0 }],
  [176, 88, { column: 2, row: 1 }],
])("a square of 48 at %i, %i is in a third", (x, y, third) => {
  expect(thirdOf({ x, y }, 48, { width: 224, height: 224 })).toEqual(third);
});

test("a colour is read", () => expect(hexColour(" #e66101")).toEqual([230, 97, 1]));
