import { cropSeen, type RgbImage } from "@tiny-cats/core";
import type { Preprocessing } from "@tiny-cats/schema";
import { expect, test } from "vitest";
import { asPicture } from "./as-picture.ts";

const spec = (short_side: number, crop: number, pad = 0): Preprocessing => ({
  background: [255, 255, 255],
  resize: { short_side, resample: "bilinear", long_side: "truncate" },
  crop: { width: crop, height: crop, pad },
  rescale_factor: 1 / 255,
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
});

function noise(width: number, height: number): RgbImage {
  const data = Uint8ClampedArray.from({ length: width * height * 3 }, (_, i) => (i * 7919 + (i >> 3) * 104_729) % 256);
  return { data, width, height };
}

test.each([
  [256, 224, 451, 300],
  [256, 224, 90, 400],
  [255, 224, 300, 300],
  [256, 223, 300, 301],
  [64, 64, 100, 80],
  [32, 48, 100, 80],
  [33, 48, 70, 70],
  [32, 48, 80, 100],
  [32, 48, 300, 80],
])("resized to %i, of which %i are seen, a picture of %ix%i is seen the same again", (side, crop, width, height) => {
  const seen = cropSeen(noise(width, height), spec(side, crop, 7));
  const again = cropSeen(asPicture(seen, spec(side, crop, 7), { isWide: width >= height }), spec(side, crop, 7));
  expect([again.width, again.height]).toEqual([seen.width, seen.height]);
  expect(Buffer.from(again.data).equals(Buffer.from(seen.data))).toBe(true);
});
