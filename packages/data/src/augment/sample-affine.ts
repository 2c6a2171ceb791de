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
  let to = 0;
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const atX = reflect(a * x + b * y + c, width);
      const atY = reflect(d * x + e * y + f, height);
      const column = Math.floor(atX);
      const row = Math.floor(atY);
      const across = atX - column;
      const down = atY - row;
      const right = column + 1 < width ? 3 : 0;
      const below = row + 1 < height ? width * 3 : 0;
      const from = (row * width + column) * 3;
      for (let i = from; i < from + 3; i++) {
        const upper = data[i] + (data[i + right] - data[i]) * across;
        const lower = data[i + below] + (data[i + below + right] - data[i + below]) * across;
        out[to++] = upper + (lower - upper) * down;
      }
    }
  }
  return out;
}
