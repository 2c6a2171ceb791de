import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formulaPicture } from "../../../../tooling/golden/formula-picture.ts";
import { crop } from "./crop.ts";
import { type MontageOptions, montage } from "./montage.ts";
import { resize } from "./resize/resize.ts";
import type { RgbImage } from "./rgb-image.ts";

const background = [1, 2, 3] as const;

function plain(width: number, height: number, colour: readonly number[] = background): RgbImage {
  return { data: Uint8ClampedArray.from({ length: width * height * 3 }, (_, i) => colour[i % 3]), width, height };
}

describe("montage", () => {
  test("puts each picture, enlarged, into its cell and nothing elsewhere", () => {
    const count = fc.integer({ min: 1, max: 7 });
    const small = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(count, small, fc.nat(3), small, small, small, (images, columns, gap, scale, w, h) => {
        const pictures = Array.from({ length: images }, (_, i) => formulaPicture("noise", w, h + 10 * i)).map((image) =>
          crop(image, { x: 0, y: 0, width: w, height: h }),
        );
        const sheet = montage(pictures, { columns, gap, scale, background });
        const across = Math.min(columns, images);
        const [cellWidth, cellHeight] = [w * scale, h * scale];
        expect(sheet.width).toBe(across * cellWidth + (across + 1) * gap);
        expect(sheet.height).toBe(Math.ceil(images / across) * (cellHeight + gap) + gap);
        const rest = { ...sheet, data: sheet.data.slice() };
        for (const [i, picture] of pictures.entries()) {
          const x = gap + (i % across) * (cellWidth + gap);
          const y = gap + Math.floor(i / across) * (cellHeight + gap);
          const enlarged = resize(picture, { width: cellWidth, height: cellHeight, filter: "box" });
          expect(crop(sheet, { x, y, width: cellWidth, height: cellHeight })).toEqual(enlarged);
          for (let row = y; row < y + cellHeight; row++)
            rest.data.set(plain(cellWidth, 1).data, (row * sheet.width + x) * 3);
        }
        expect(rest).toEqual(plain(sheet.width, sheet.height));
      }),
      { seed: 1 },
    );
  });

  test("centres smaller pictures among larger ones", () => {
    const [small, large] = [plain(2, 1, [9, 9, 9]), plain(5, 4, [7, 7, 7])];
    const sheet = montage([small, large], { columns: 2, gap: 1, background });
    expect([sheet.width, sheet.height]).toEqual([13, 6]);
    expect(crop(sheet, { x: 2, y: 2, width: 2, height: 1 })).toEqual(small);
    expect(sheet.data.filter((value) => value === 9)).toHaveLength(6);
    expect(crop(sheet, { x: 7, y: 1, width: 5, height: 4 })).toEqual(large);
  });

  test("has a gap of 4 on white unless told", () => {
    const sheet = montage([plain(1, 1)], { columns: 3 });
    expect([sheet.width, sheet.height]).toEqual([9, 9]);
    expect(sheet.data[0]).toBe(255);
  });

  const sideways = (image: RgbImage) =>
    Array.from({ length: image.height }, (_, y) =>
      Array.from({ length: image.width }, (_, x) => (image.data[(y * image.width + x) * 3] === 0 ? "#" : ".")).join(""),
    );

  test("writes labels under the pictures, black on light", () => {
    const sheet = montage([plain(20, 2, [9, 9, 9])], { columns: 1, gap: 0, labels: ["A%."] });
    expect([sheet.width, sheet.height]).toEqual([20, 13]);
    expect(sideways(crop(sheet, { x: 0, y: 2, width: 20, height: 11 }))).toEqual([
      "....................",
      "....................",
      "..###..##...........",
      ".#...#.##..#........",
      ".#...#....#.........",
      ".#####...#..........",
      ".#...#..#...........",
      ".#...#.#..##..##....",
      ".#...#....##..##....",
      "....................",
      "....................",
    ]);
  });

  test("writes white on dark, enlarged with the pictures as far as the label fits", () => {
    const white = (options: Partial<MontageOptions>, side = 12) =>
      montage([plain(side, 1, [0, 0, 0])], { columns: 1, gap: 0, background: [0, 0, 0], ...options });
    const one = white({ labels: ["I"] });
    const dots = one.data.filter((value) => value === 255).length / 3;
    expect(dots).toBe(11);
    const two = white({ labels: ["I"], scale: 2 });
    expect(two.height).toBe(2 + 22);
    expect(two.data.filter((value) => value === 255)).toHaveLength(dots * 3 * 4);
    const tight = white({ labels: ["II"], scale: 2 }, 8);
    expect([tight.width, tight.height]).toEqual([16, 2 + 11]);
  });

  test("widens cells for labels that don't fit", () => {
    const sheet = montage([plain(4, 4), plain(4, 4)], { columns: 2, gap: 3, labels: ["Maine Coon", "x"] });
    expect(sheet.width).toBe(2 * 59 + 3 * 3);
  });

  test("shows a frame for what the font has not", () => {
    const [sheet, other] = ["é", "猫"].map((label) => montage([plain(5, 1)], { columns: 1, gap: 0, labels: [label] }));
    expect(sheet).toEqual(other);
    expect(sideways(crop(sheet, { x: 0, y: 3, width: 5, height: 7 }))).toEqual([
      "#####",
      ...Array(5).fill("#...#"),
      "#####",
    ]);
  });

  test("has a glyph of its own for every letter, figure and sign it promises", () => {
    const promised = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .-%";
    const sheets = [...promised, "é"].map((label) =>
      montage([plain(5, 1)], { columns: 1, gap: 0, labels: [label] }).data.join(),
    );
    expect(new Set(sheets).size).toBe(promised.length + 1);
  });

  const refused: [string, RgbImage[], MontageOptions][] = [
    ["no pictures", [], { columns: 1 }],
    ["no columns", [plain(1, 1)], { columns: 0 }],
    ["half a column", [plain(1, 1)], { columns: 1.5 }],
    ["a negative gap", [plain(1, 1)], { columns: 1, gap: -1 }],
    ["a scale of 0", [plain(1, 1)], { columns: 1, scale: 0 }],
    ["a label too many", [plain(1, 1)], { columns: 1, labels: ["a", "b"] }],
  ];
  test.each(refused)("refuses %s", (_, images, options) => {
    expect(() => montage(images, options)).toThrow(expect.objectContaining({ code: "invalid-montage" }));
  });

  test("refuses a picture whose data does not fit its sides", () => {
    expect(() => montage([{ ...plain(1, 1), width: 2 }], { columns: 1 })).toThrow(
      expect.objectContaining({ code: "invalid-image" }),
    );
  });
});
