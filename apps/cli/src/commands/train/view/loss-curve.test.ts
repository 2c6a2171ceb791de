import { expect, test } from "vitest";
import { addLoss, cutCurve, lossMeans, NO_CURVE } from "./loss-curve.ts";

test("means of a long run stay few, and each is the mean of its span", () => {
  let curve = NO_CURVE;
  for (let step = 1; step <= 1000; step++) curve = addLoss(curve, step, step);
  expect(curve.span).toBe(8);
  const means = lossMeans(curve);
  expect(means).toHaveLength(125);
  expect([means[0], means[1], means[124]]).toEqual([4.5, 12.5, 996.5]);
});

test("a run that goes on begins where it goes on, and what was rolled back is gone", () => {
  let curve = NO_CURVE;
  for (const [step, loss] of [
    [11, 5],
    [12, 4],
    [14, 2],
  ])
    curve = addLoss(curve, step, loss);
  expect(lossMeans(curve)).toEqual([5, 4, undefined, 2]);
  expect(lossMeans(cutCurve(curve, 12))).toEqual([5, 4]);
  expect(lossMeans(NO_CURVE)).toEqual([]);
});
