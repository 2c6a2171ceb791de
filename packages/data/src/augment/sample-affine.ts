import type { RgbImage } from "@tiny-cats/core";
import type { AffineMap } from "./inverse-affine.ts";
import { reflect } from "./reflect.ts";

/** Samples a picture along a map with bilinear weights, mirrored beyond its edges; values from 0 to 255, row by row, not rounded. */
export function sampleAffine(
  { data, width, height }: RgbImage,
  [a, b, c, d, e, f]: AffineMap,
  size: { width: number; height: number },
): Float32Array {
  const out = new Float32Array(size.width * size.height * 3);
  const stride = width * 3;
  let to = 0;
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const atX = reflect(a * x + b * y + c, width);
      const atY = reflect(d * x + e * y + f, height);
      // Neither is negative.
      const column = atX | 0;
      const row = atY | 0;
      const across = atX - column;
      const down = atY - row;
      const upper = row * stride + column * 3;
      const lower = row + 1 < height ? upper + stride : upper;
      const right = column + 1 < width ? 3 : 0;
      for (let channel = 0; channel < 3; channel++) {
        const i = upper + channel;
        const j = lower + channel;
        const above = data[i] + (data[i + right] - data[i]) * across;
        const below = data[j] + (data[j + right] - data[j]) * across;
        out[to++] = above + (below - above) * down;
      }
    }
  }
  return out;
}
