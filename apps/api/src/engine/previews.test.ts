import { decodePng } from "@tiny-cats/core/png";
import { expect, test } from "vitest";
import type { DrawingProgress } from "./engine.ts";
import { previewsTo } from "./previews.ts";

const image = (side: number) => ({
  width: side,
  height: side,

  data: new Uint8ClampedArray(3 * side * side).fill(side),
});

test("steps are told in their order, a large picture before a small one, all before the drawing is", async () => {
  const told: DrawingProgress[] = [];
  const previews = previewsTo((progress) => told.push(progress), {})!;
  for (const [i, side] of [256, 8, 64, 1].entries())
    previews.show({ step: i + 1, steps: 4, preview: () => [image(side)] });
  await previews.shown();
  expect(told.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
  expect((await decodePng(told[1].preview)).width).toBe(8);
});

test("a listener's error is the drawing's, and one that nobody awaits is no unhandled one", async () => {
  const broken = () => {
    throw new Error("broken");
  };
  const previews = previewsTo(broken, {})!;
  previews.show({ step: 1, steps: 1, preview: () => [image(1)] });
  await expect(previews.shown()).rejects.toThrow("broken");
  previewsTo(broken, {})!.show({ step: 1, steps: 1, preview: () => [image(1)] });
  await new Promise((resolve) => setTimeout(resolve, 20));
});

test("nothing is told once nobody waits, nor made where nobody listens", async () => {
  const told: DrawingProgress[] = [];
  const previews = previewsTo((progress) => told.push(progress), { signal: AbortSignal.abort() })!;
  previews.show({ step: 1, steps: 1, preview: () => [image(1)] });
  await previews.shown();
  expect(told).toEqual([]);
  expect(previewsTo(undefined, {})).toBeUndefined();
});
