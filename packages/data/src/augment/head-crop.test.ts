import { crop, resize } from "@tiny-cats/core";
import { expect, test } from "vitest";
import { formulaPicture } from "../../../../tooling/golden/formula-picture.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { headCrop } from "./head-crop.ts";

const picture = formulaPicture("noise", 60, 40);

test("takes the square of margin times the longer side about the box", () => {
  const box = { xmin: 20, ymin: 12, xmax: 40, ymax: 26 };
  expect(headCrop(picture, box, { size: 26 })).toEqual(crop(picture, { x: 17, y: 6, width: 26, height: 26 }));
  const to = { width: 8, height: 8, box: [17, 6, 43, 32] } as const;
  expect(headCrop(picture, box, { size: 8 })).toEqual(resize(picture, { ...to, filter: "bicubic" }));
  expect(headCrop(picture, box, { size: 20, margin: 1 })).toEqual(
    crop(picture, { x: 20, y: 9, width: 20, height: 20 }),
  );
});

test("moves it into the picture, and takes the shorter side where it is larger", () => {
  const at = (xmin: number, ymin: number) =>
    headCrop(picture, { xmin, ymin, xmax: xmin + 10, ymax: ymin + 10 }, { size: 30, margin: 3 });
  const square = (x: number, y: number) => crop(picture, { x, y, width: 30, height: 30 });
  expect(at(0, 0)).toEqual(square(0, 0));
  expect(at(50, 30)).toEqual(square(30, 10));
  const whole = headCrop(picture, { xmin: 0, ymin: 0, xmax: 22, ymax: 40 }, { size: 40 });
  expect(whole).toEqual(crop(picture, { x: 0, y: 0, width: 40, height: 40 }));
});

test.each([
  ["invalid-box", { xmin: 5, ymin: 5, xmax: 5, ymax: 9 }, {}],
  ["invalid-box", { xmin: Number.NaN, ymin: 5, xmax: 9, ymax: 9 }, {}],
  ["invalid-box", { xmin: 0, ymin: 5, xmax: 9, ymax: 9 }, { margin: 0.9 }],
  ["invalid-size", { xmin: 0, ymin: 5, xmax: 9, ymax: 9 }, { size: 0 }],
])("throws %s for %j %j", async (code, box, options) => {
  expect(await errorOf(() => headCrop(picture, box, { size: 8, ...options }))).toMatchObject({ code });
});
