import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formulaPicture } from "../../../../tooling/golden/formula-picture.ts";
import { centerCrop } from "./center-crop.ts";
import { crop } from "./crop.ts";
import { pad } from "./pad.ts";
import type { RgbImage } from "./rgb-image.ts";

const pixel = ({ data, width }: RgbImage, x: number, y: number) =>
  Array.from(data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3));
const fill = [9, 8, 7] as const;

describe("crop", () => {
  test("takes each pixel from its place, or the fill where there is none", () => {
    const image = formulaPicture("noise", 7, 5);
    const place = fc.integer({ min: -12, max: 12 });
    const side = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(place, place, side, side, (x, y, width, height) => {
        const out = crop(image, { x, y, width, height, fill });
        expect([out.width, out.height, out.data.length]).toEqual([width, height, width * height * 3]);
        for (let row = 0; row < height; row++) {
          for (let column = 0; column < width; column++) {
            const inside = x + column >= 0 && x + column < 7 && y + row >= 0 && y + row < 5;
            expect(pixel(out, column, row)).toEqual(inside ? pixel(image, x + column, y + row) : fill);
          }
        }
      }),
      { seed: 1 },
    );
  });

  test("fills with black unless told", () => {
    expect(pixel(crop(formulaPicture("noise", 1, 1), { x: -1, y: 0, width: 2, height: 1 }), 0, 0)).toEqual([0, 0, 0]);
  });

  test("refuses fractions and empty crops", () => {
    const image = formulaPicture("noise", 4, 4);
    expect(() => crop(image, { x: 0.5, y: 0, width: 1, height: 1 })).toThrow(
      expect.objectContaining({ code: "invalid-box" }),
    );
    expect(() => crop(image, { x: 0, y: 0, width: 0, height: 1 })).toThrow(
      expect.objectContaining({ code: "invalid-size" }),
    );
    expect(() => crop({ ...image, width: 5 }, { x: 0, y: 0, width: 1, height: 1 })).toThrow(
      expect.objectContaining({ code: "invalid-image" }),
    );
  });
});

describe("centerCrop", () => {
  test.each([
    [7, 4, 1],
    [7, 3, 2],
    [6, 3, 1],
    [6, 6, 0],
    [3, 4, -1],
    [3, 6, -2],
    [3, 7, -2],
  ])("a side of %i cropped to %i starts at %i", (side, size, start) => {
    const across = centerCrop(formulaPicture("ramp", side, 2), { width: size, height: 2, fill });
    expect(across).toEqual(crop(formulaPicture("ramp", side, 2), { x: start, y: 0, width: size, height: 2, fill }));
    const down = centerCrop(formulaPicture("ramp", 2, side), { width: 2, height: size, fill });
    expect(down).toEqual(crop(formulaPicture("ramp", 2, side), { x: 0, y: start, width: 2, height: size, fill }));
  });
});

describe("pad", () => {
  test("adds a border and crop takes it off", () => {
    const image = formulaPicture("noise", 5, 4);
    const padded = pad(image, { left: 1, top: 2, right: 3, bottom: 4, fill });
    expect([padded.width, padded.height]).toEqual([9, 10]);
    expect(pixel(padded, 0, 0)).toEqual(fill);
    expect(crop(padded, { x: 1, y: 2, width: 5, height: 4 })).toEqual(image);
    expect(pad(padded, { left: -1, top: -2, right: -3, bottom: -4 })).toEqual(image);
    expect(pad(image, {})).toEqual(image);
  });
});
