import fc from "fast-check";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import type { RandomCrop } from "./augmentation.ts";
import { drawCrop } from "./draw-crop.ts";
import { openDraws } from "./open-draws.ts";

const at = (index: number) => openDraws({ seed: 3, epoch: 1, index });
const IMAGENET: RandomCrop = { size: 224, resized: { area: [0.08, 1], ratio: [3 / 4, 4 / 3] } };

test("every place of a crop of whole pixels comes as often", () => {
  const counts = new Map<string, number>();
  for (let index = 0; index < 8100; index++) {
    const { x, y, ...size } = drawCrop({ size: 64 }, { width: 72, height: 72 }, at(index));
    expect(size).toEqual({ width: 64, height: 64 });
    counts.set(`${x},${y}`, (counts.get(`${x},${y}`) ?? 0) + 1);
  }
  expect(counts.size).toBe(81);
  expect(counts.has("0,0") && counts.has("8,8")).toBe(true);
  // Pearson's statistic of 80 degrees of freedom: its critical value at 1e-4.
  const statistic = [...counts.values()].reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
  expect(statistic).toBeLessThan(134.4);
});

test("a picture too small for whole pixels is refused", async () => {
  const error = await errorOf(() => drawCrop({ size: 64 }, { width: 72, height: 63 }, at(0)));
  expect(error).toMatchObject({ code: "invalid-augmentation", value: { size: 64, width: 72, height: 63 } });
});

test("resized crops keep to their areas and ratios, and reach both ends", () => {
  const picture = { width: 1000, height: 1000 };
  const boxes = Array.from({ length: 5000 }, (_, index) => drawCrop(IMAGENET, picture, at(index)));
  const areas = boxes.map(({ width, height }) => (width * height) / 1e6).sort((a, b) => a - b);
  const ratios = boxes.map(({ width, height }) => Math.log(width / height)).sort((a, b) => a - b);
  expect(areas[0]).toBeGreaterThan(0.079);
  expect(areas[0]).toBeLessThan(0.09);
  expect(areas.at(-1)).toBeGreaterThan(0.98);
  expect(ratios[0]).toBeGreaterThan(Math.log(3 / 4) - 0.01);
  expect(ratios[0]).toBeLessThan(Math.log(3 / 4) + 0.01);
  expect(ratios.at(-1)).toBeGreaterThan(Math.log(4 / 3) - 0.01);
  expect(Math.abs(ratios[2500])).toBeLessThan(0.02);
  expect(new Set(boxes.map(({ x }) => x)).size).toBeGreaterThan(400);
});

test("where no try fits, the largest central part of an allowed ratio", () => {
  const crop: RandomCrop = { size: 8, resized: { area: [1, 1], ratio: [1, 1] } };
  expect(drawCrop(crop, { width: 100, height: 30 }, at(0))).toEqual({ x: 35, y: 0, width: 30, height: 30 });
  expect(drawCrop(crop, { width: 31, height: 90 }, at(0))).toEqual({ x: 0, y: 29, width: 31, height: 31 });
  const wide: RandomCrop = { size: 8, resized: { area: [1, 1], ratio: [0.5, 0.5] } };
  expect(drawCrop(wide, { width: 40, height: 1 }, at(0))).toEqual({ x: 19, y: 0, width: 1, height: 1 });
  const free: RandomCrop = { size: 8, resized: { area: [1, 1], ratio: [1 / 3, 3] } };
  expect(drawCrop(free, { width: 1, height: 1 }, at(0))).toEqual({ x: 0, y: 0, width: 1, height: 1 });
});

test("a crop lies in its picture", () => {
  const sides = fc.integer({ min: 1, max: 40 });
  const range = (from: number, to: number) =>
    fc
      .tuple(fc.double({ min: from, max: to, noNaN: true }), fc.double({ min: from, max: to, noNaN: true }))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  fc.assert(
    fc.property(sides, sides, range(1e-4, 1), range(0.01, 100), fc.nat(1e6), (width, height, area, ratio, index) => {
      const box = drawCrop({ size: 8, resized: { area, ratio } }, { width, height }, at(index));
      expect(Object.values(box).every(Number.isInteger)).toBe(true);
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(1);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
    }),
    { seed: 4, numRuns: 2000 },
  );
});
