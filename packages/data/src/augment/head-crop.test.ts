import { crop, resize } from "@tiny-cats/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formulaPicture } from "../../../../tooling/golden/formula-picture.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { headCrop } from "./head-crop.ts";

const picture = formulaPicture("noise", 60, 40);

test("takes the square of margin times the longer side about the box", () => {
  const box = { xmin: 20, ymin: 12, xmax: 40, ymax: 26 };
  const expected = crop(picture, { x: 17, y: 6, width: 26, height: 26 });
  expect(headCrop(picture, box, { size: 26 })).toEqual(expected);
  const to = { width: 8, height: 8, box: [17, 6, 43, 32] } as const;
  expect(headCrop(picture, box, { size: 8 })).toEqual(resize(picture, { ...to, filter: "lanczos" }));
  const bicubic = resize(picture, { ...to, filter: "bicubic" });
  expect(headCrop(picture, box, { size: 8, filter: "bicubic" })).toEqual(bicubic);
  expect(headCrop(picture, box, { size: 20, margin: 1 })).toEqual(
    crop(picture, { x: 20, y: 9, width: 20, height: 20 }),
  );
});

test("moves a square that fits into the picture", () => {
  const at = (xmin: number, ymin: number) =>
    headCrop(picture, { xmin, ymin, xmax: xmin + 10, ymax: ymin + 10 }, { size: 30, margin: 3 });
  const square = (x: number, y: number) => crop(picture, { x, y, width: 30, height: 30 });
  expect(at(0, 0)).toEqual(square(0, 0));
  expect(at(50, 30)).toEqual(square(30, 10));
  expect(at(-1, 31)).toEqual(square(0, 10));
});

test("mirrors the picture where the square is larger, and still shows all of that side", () => {
  const out = headCrop(picture, { xmin: 2, ymin: 0, xmax: 22, ymax: 40 }, { size: 52 });
  // 52 pixels of 40 rows, centred: 6 mirrored above, 6 below; across they fit, moved to the left edge.
  for (let row = 0; row < 52; row++) {
    const from = row < 6 ? 5 - row : row < 46 ? row - 6 : 85 - row;
    const expected = picture.data.subarray(from * 180, from * 180 + 156);
    expect(out.data.subarray(row * 156, row * 156 + 156)).toEqual(expected);
  }
  const low = headCrop(picture, { xmin: 10, ymin: 20, xmax: 55, ymax: 40 }, { size: 45, margin: 1 });
  expect(low.data.subarray(0, 135)).toEqual(picture.data.subarray(30, 165));
  expect(low.data.subarray(44 * 135)).toEqual(picture.data.subarray(35 * 180 + 30, 35 * 180 + 165));
});

test("invents no value, whatever the box", () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  const bright = { ...picture, data: picture.data.map((value) => 90 + (value >> 1)) };
  fc.assert(
    fc.property(unit, unit, unit, unit, fc.double({ min: 1, max: 4, noNaN: true }), (a, b, c, d, margin) => {
      const box = {
        xmin: Math.min(a, b) * 60,
        ymin: Math.min(c, d) * 40,
        xmax: Math.max(a, b) * 60,
        ymax: Math.max(c, d) * 40,
      };
      fc.pre(box.xmin < box.xmax && box.ymin < box.ymax);
      const out = headCrop(bright, box, { size: 9, margin, filter: "bilinear" });
      expect(out.data).toHaveLength(9 * 9 * 3);
      expect(out.data.every((value) => value >= 90 && value <= 217)).toBe(true);
    }),
    { seed: 6, numRuns: 300 },
  );
});

test.each([
  ["invalid-box", { xmin: 5, ymin: 5, xmax: 5, ymax: 9 }, {}],
  ["invalid-box", { xmin: -2, ymin: 5, xmax: 9, ymax: 9 }, {}],
  ["invalid-box", { xmin: 0, ymin: 5, xmax: 9, ymax: 42 }, {}],
  ["invalid-box", { xmin: Number.NaN, ymin: 5, xmax: 9, ymax: 9 }, {}],
  ["invalid-box", { xmin: 0, ymin: 5, xmax: 9, ymax: 9 }, { margin: 0.9 }],
  ["invalid-box", { xmin: 0, ymin: 5, xmax: 9, ymax: 9 }, { margin: 5 }],
  ["invalid-size", { xmin: 0, ymin: 5, xmax: 9, ymax: 9 }, { size: 0 }],
])("throws %s for %j %j", async (code, box, options) => {
  expect(await errorOf(() => headCrop(picture, box, { size: 8, ...options }))).toMatchObject({ code });
});

test("refuses pixels that are no picture, and a square past all bounds before making it", async () => {
  const box = { xmin: 0, ymin: 0, xmax: 1, ymax: 9000 };
  expect(await errorOf(() => headCrop({ ...picture, width: 61 }, box, { size: 8 }))).toMatchObject({
    code: "invalid-image",
  });
  const thread = { data: new Uint8ClampedArray(27_000), width: 1, height: 9000 };
  expect(await errorOf(() => headCrop(thread, box, { size: 8 }))).toMatchObject({ code: "picture-too-large" });
});
