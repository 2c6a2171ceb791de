import { type RgbImage, resize } from "@tiny-cats/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FormulaKind, formulaPicture } from "../../../../tooling/golden/formula-picture.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { augmentPicture } from "./augment-picture.ts";
import { type Augmentation, augmentation, type RandomCrop } from "./augmentation.ts";
import { drawCrop } from "./draw-crop.ts";
import { openDraws } from "./open-draws.ts";

const place = { seed: 9, epoch: 0, index: 0 };
const none = augmentation("none");
const resized = { area: [0.3, 1], ratio: [3 / 4, 4 / 3] } as const;
const kinds = fc.constantFrom<FormulaKind>("noise", "stripes", "edge", "ramp");
const sides = fc.integer({ min: 1, max: 33 });
const levels = fc.constantFrom("none" as const, "basic" as const, "medium" as const, "full" as const);

const mirror = ({ data, width, height }: RgbImage): RgbImage => ({
  data: data.map(
    (_, i) => data[(Math.floor(i / 3 / width) * width + width - 1 - (Math.floor(i / 3) % width)) * 3 + (i % 3)],
  ),
  width,
  height,
});

test("a recipe of nothing gives the picture back bit for bit, in its own memory", () => {
  fc.assert(
    fc.property(kinds, sides, sides, fc.nat(), (kind, width, height, index) => {
      const picture = formulaPicture(kind, width, height);
      const out = augmentPicture(picture, none, { ...place, index });
      expect(out).toEqual(picture);
      expect(out.data.buffer).not.toBe(picture.data.buffer);
    }),
    { seed: 1, numRuns: 100 },
  );
});

test("a certain flip mirrors bit for bit", () => {
  fc.assert(
    fc.property(kinds, sides, sides, (kind, width, height) => {
      const picture = formulaPicture(kind, width, height);
      expect(augmentPicture(picture, { ...none, flip: 1 }, place)).toEqual(mirror(picture));
    }),
    { seed: 2, numRuns: 100 },
  );
});

test("the same bits whatever came before", () => {
  const recipe = augmentation("full", { size: 24, resized });
  const pictures = Array.from({ length: 12 }, (_, i) => formulaPicture("noise", 30 + i, 41 - i));
  const outOf = (index: number, epoch: number) => augmentPicture(pictures[index], recipe, { seed: 7, epoch, index });
  const first = pictures.map((_, i) => outOf(i, 3));
  for (let i = 11; i >= 0; i--) {
    outOf((i * 5) % 12, 2);
    expect(outOf(i, 3)).toEqual(first[i]);
  }
  expect(new Set(first.map(({ data }) => data.join())).size).toBe(12);
  expect(outOf(0, 4)).not.toEqual(first[0]);
});

test("geometry invents no value: nothing darker or lighter than the picture comes in", () => {
  const extremes: Augmentation = { ...none, flip: 0.5, rotation: 180, translate: 1, scale: [0.5, 2] };
  const recipes = fc.constantFrom(extremes, augmentation("medium"), { ...extremes, crop: { size: 7, resized } });
  fc.assert(
    fc.property(recipes, sides, sides, fc.nat(), (recipe, width, height, index) => {
      const picture = formulaPicture("noise", width, height);
      const data = picture.data.map((value) => 100 + (value >> 2));
      const out = augmentPicture({ ...picture, data }, recipe, { ...place, index });
      const [least, most] = [Math.min(...data), Math.max(...data)];
      expect(out.data.every((value) => value >= least && value <= most)).toBe(true);
    }),
    { seed: 3, numRuns: 500 },
  );
});

test("a plain picture stays plain at every level", () => {
  fc.assert(
    fc.property(levels, sides, sides, fc.nat(255), fc.nat(), (level, width, height, value, index) => {
      const data = new Uint8ClampedArray(width * height * 3).fill(value);
      const out = augmentPicture({ data, width, height }, augmentation(level), { ...place, index });
      expect(new Set(out.data).size).toBe(1);
    }),
    { seed: 4, numRuns: 300 },
  );
});

describe("a crop", () => {
  const whole: RandomCrop = { size: 64 };

  test("of whole pixels takes them as they are", () => {
    const picture = formulaPicture("noise", 72, 75);
    for (let index = 0; index < 20; index++) {
      const { x, y } = drawCrop(whole, picture, openDraws({ ...place, index }));
      const out = augmentPicture(picture, { ...none, crop: whole }, { ...place, index });
      expect([out.width, out.height]).toEqual([64, 64]);
      const rows = Array.from({ length: 64 }, (_, row) => [
        ...picture.data.subarray(((y + row) * 72 + x) * 3, ((y + row) * 72 + x + 64) * 3),
      ]);
      expect(out.data).toEqual(Uint8ClampedArray.from(rows.flat()));
    }
  });

  test("that is resized is resize's of the same box, mirrored or not", () => {
    const picture = formulaPicture("noise", 90, 70);
    const crop: RandomCrop = { size: 32, resized };
    for (let index = 0; index < 20; index++) {
      const { x, y, width, height } = drawCrop(crop, picture, openDraws({ ...place, index }));
      const expected = resize(picture, {
        width: 32,
        height: 32,
        filter: "bilinear",
        box: [x, y, x + width, y + height],
      });
      expect(augmentPicture(picture, { ...none, crop }, { ...place, index })).toEqual(expected);
      expect(augmentPicture(picture, { ...none, flip: 1, crop }, { ...place, index })).toEqual(mirror(expected));
    }
  });

  test("that is turned shows what lies beside it in the photo, not its mirror image", () => {
    const size = 96;
    const left = (x: number) => 2 * x + 20;
    const data = Uint8ClampedArray.from({ length: size * size * 3 }, (_, i) => left(Math.floor(i / 3) % size));
    const recipe = { ...none, rotation: 15, crop: { size: 32 } };
    let seen = 0;
    for (let index = 0; index < 200; index++) {
      const draw = openDraws({ ...place, index });
      const { x, y } = drawCrop(recipe.crop, { width: size, height: size }, draw);
      if (Math.min(x, y, size - 32 - x, size - 32 - y) < 8) continue;
      seen++;
      const angle = (15 * (2 * draw(0)[1] - 1) * Math.PI) / 180;
      const out = augmentPicture({ data, width: size, height: size }, recipe, { ...place, index });
      for (const [u, v] of [
        [0, 0],
        [31, 0],
        [0, 31],
        [31, 31],
      ]) {
        const from = x + 15.5 + Math.cos(angle) * (u - 15.5) - Math.sin(angle) * (v - 15.5);
        expect(Math.abs(out.data[(v * 32 + u) * 3] - left(from))).toBeLessThan(0.51);
      }
    }
    expect(seen).toBeGreaterThan(50);
  });
});

test("colours alone leave every place", () => {
  const picture = formulaPicture("ramp", 20, 15);
  const out = augmentPicture(picture, { ...none, brightness: 0.2 }, place);
  const factor = 1 + 0.2 * (2 * openDraws(place)(2)[0] - 1);
  expect(out.data).toEqual(Uint8ClampedArray.from(picture.data, (value) => Math.fround(value * factor)));
});

test.each([
  ["invalid-augmentation", formulaPicture("noise", 4, 4), { ...none, flip: 2 }, place],
  ["invalid-augmentation", formulaPicture("noise", 4, 4), { ...none, crop: { size: 5 } }, place],
  ["invalid-image", { ...formulaPicture("noise", 4, 4), width: 5 }, none, place],
  ["invalid-image", { ...formulaPicture("noise", 4, 4), width: Number.NaN }, { ...none, crop: { size: 2 } }, place],
  ["invalid-image", { ...formulaPicture("noise", 4, 4), height: 0 }, { ...none, crop: { size: 2, resized } }, place],
  ["invalid-index", formulaPicture("noise", 4, 4), none, { ...place, epoch: -1 }],
])("throws %s", async (code, picture, recipe, where) => {
  expect(await errorOf(() => augmentPicture(picture, recipe, where))).toMatchObject({ code });
});
