import type { RgbImage } from "@tiny-cats/core";

/** How far two pictures lie apart, in steps of 255; undefined where their sizes differ. */
export function pixelDifference(a: RgbImage, b: RgbImage): { max: number; mean: number } | undefined {
  if (a.width !== b.width || a.height !== b.height) return undefined;
  let max = 0;
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) {
    const difference = Math.abs(a.data[i] - b.data[i]);
    if (difference > max) max = difference;
    sum += difference;
  }
  return { max, mean: sum / a.data.length };
}
