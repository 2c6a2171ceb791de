import { readFileSync } from "node:fs";
import { normals, type RgbImage, resize, toRgb } from "@tiny-cats/core";
import { decodePng } from "@tiny-cats/core/png";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { detectNoise } from "./detect-noise.ts";

const chelsea: RgbImage = toRgb(
  await decodePng(readFileSync(new URL("../../../../tooling/fixtures/chelsea.png", import.meta.url))),
);

const filled = (side: number, value: (x: number, y: number, c: number) => number): RgbImage => {
  const data = new Uint8ClampedArray(side * side * 3);
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / 3);
    data[i] = value(pixel % side, Math.floor(pixel / side), i % 3);
  }
  return { data, width: side, height: side };
};
const noise = (side: number, std: number, seed = 1, grey = false) => {
  const values = normals(seed, { index: 0, length: side * side * 3 });
  return filled(side, (x, y, c) => 127.5 + std * values[(y * side + x) * 3 + (grey ? 0 : c)]);
};
/** Averages over squares around each pixel, three times: nearly a Gaussian blur. */
const blurred = (image: RgbImage, reach: number, gain: number): RgbImage => {
  const { width: side } = image;
  let plane = Float64Array.from(image.data, (value) => value - 127.5);
  for (let turn = 0; turn < 3; turn++) {
    for (const step of [3, 3 * side]) {
      plane = plane.map((_, i) => {
        let sum = 0;
        for (let k = -reach; k <= reach; k++) sum += plane[(i + k * step + plane.length) % plane.length];
        return sum / (2 * reach + 1);
      });
    }
  }
  return { ...image, data: new Uint8ClampedArray(plane.map((value) => 127.5 + gain * value)) };
};
const shuffled = (image: RgbImage, patch: number) => {
  const [across, down] = [Math.floor(image.width / patch), Math.floor(image.height / patch)];
  const out = new Uint8ClampedArray(across * down * patch * patch * 3);
  const width = across * patch;
  for (let i = 0; i < across * down; i++) {
    const from = (i * 7919 + 13) % (across * down);
    for (let y = 0; y < patch; y++) {
      const source = ((Math.floor(from / across) * patch + y) * image.width + (from % across) * patch) * 3;
      out.set(
        image.data.subarray(source, source + patch * 3),
        ((Math.floor(i / across) * patch + y) * width + (i % across) * patch) * 3,
      );
    }
  }
  return { data: out, width, height: down * patch };
};
const small = resize(chelsea, { width: 96, height: 64, filter: "lanczos" });

test.each([
  ["a photo", chelsea],
  ["the photo at 64 pixels", small],
  ["the photo at 32 pixels", resize(chelsea, { width: 48, height: 32, filter: "lanczos" })],
])("%s is a picture", (_, image) => {
  expect(detectNoise(image).outside).toEqual([]);
});

test.each<[string, RgbImage, string]>([
  ["noise", noise(64, 64), "neighbourCorrelation"],
  ["clipped noise, as an untrained flow leaves it", noise(64, 127.5), "gradientGrowth"],
  ["grey noise", noise(64, 50, 2, true), "coarseShare"],
  ["noise of a large picture", noise(300, 64, 3), "gradientKurtosis"],
  ["noise of little contrast", noise(64, 5), "contrast"],
  ["noise blurred a little", blurred(noise(64, 64), 1, 4), "gradientKurtosis"],
  ["noise blurred more", blurred(noise(64, 64), 2, 9), "gradientKurtosis"],
  ["grey noise blurred much", blurred(noise(64, 64, 5, true), 4, 14), "gradientGrowth"],
  ["a plain colour", filled(64, (_x, _y, c) => 40 * c + 60), "contrast"],
  ["black", filled(40, () => 0), "contrast"],
  ["a photo's patches of 8 shuffled", shuffled(small, 8), "seams"],
  ["a photo's patches of 20 shuffled", shuffled(chelsea, 20), "seams"],
  ["the photo almost without contrast", { ...small, data: small.data.map((value) => 120 + value / 20) }, "contrast"],
])("%s is noise", (_, image, statistic) => {
  const { noise, outside, statistics } = detectNoise(image);
  expect(noise).toBe(true);
  expect(outside).toContain(statistic);
  expect(Object.values(statistics).every(Number.isFinite)).toBe(true);
});

test("statistics are those of white noise by theory", () => {
  const { statistics } = detectNoise(noise(512, 40, 7, true));
  // Reduced eightfold: 40 / 8, and four octaves of nothing but independent pixels.
  expect(Math.abs(statistics.contrast - 5)).toBeLessThan(0.15);
  expect(Math.abs(statistics.neighbourCorrelation)).toBeLessThan(0.03);
  expect(Math.abs(statistics.coarseShare - 1 / 64)).toBeLessThan(0.006);
  expect(Math.abs(statistics.gradientGrowth - 0.5)).toBeLessThan(0.02);
  expect(Math.abs(statistics.gradientKurtosis - 3)).toBeLessThan(0.2);
  expect(Math.abs(statistics.seams - 1)).toBeLessThan(0.05);
});

test("a picture too small to tell is refused, and one whose pixels are missing", async () => {
  expect((await errorOf(() => detectNoise(filled(31, () => 0)))).code).toBe("picture-too-small");
  expect((await errorOf(() => detectNoise({ ...chelsea, width: 100 }))).code).toBe("invalid-image");
  expect((await errorOf(() => detectNoise({ ...small, height: 80 }))).code).toBe("invalid-image");
});
