import { tinyDit } from "@tiny-cats/architectures";
import type { RgbImage } from "@tiny-cats/core";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { atSize, drawnSize, pictureSizes } from "./picture-sizes.ts";

const config = tinyDit.presets["tinydit-64"];

describe("the sizes that a network learns from", () => {
  test("are its own unless told, and each once", () => {
    expect(pictureSizes(config)).toEqual([64]);
    expect(pictureSizes(config, [128, 64, 128])).toEqual([128, 64]);
  });

  test.each([[[]], [[128]]])("%o are refused without its own", async (sizes) => {
    expect(await errorOf(() => pictureSizes(config, sizes))).toMatchObject({ code: "invalid-training-option" });
  });

  test("are drawn evenly, by seed and number alone", () => {
    const draw = (seed: number) =>
      Array.from({ length: 3000 }, (_, number) => drawnSize([64, 96, 128], { seed, number }));
    const drawn = draw(5);
    expect(draw(5)).toEqual(drawn);
    expect(draw(6)).not.toEqual(drawn);
    for (const size of [64, 96, 128]) {
      // Four standard deviations of a binomial count.
      expect(Math.abs(drawn.filter((one) => one === size).length - 1000)).toBeLessThan(4 * Math.sqrt(3000 * (2 / 9)));
    }
  });
});

test("pictures come to a size, and stay as they are where they have it", () => {
  const picture: RgbImage = { data: new Uint8ClampedArray(4 * 4 * 3).fill(7), width: 4, height: 4 };
  const example = { picture, item: {} as never, number: 3 };
  const [smaller] = atSize([example], 2);
  expect(smaller).toMatchObject({ number: 3, picture: { width: 2, height: 2 } });
  expect([...smaller.picture.data]).toEqual(Array(12).fill(7));
  expect(atSize([example], 4)[0].picture).toBe(picture);
});
