import { crop } from "./crop.ts";
import type { RgbImage } from "./rgb-image.ts";

/** Where a stretch of `size` begins that has the middle of a side of `n` pixels in its own: below 0 where it is longer than the side. */
export function centerOffset(n: number, size: number): number {
  return Math.floor((n - size) / 2);
}

/**
 * Cuts the middle out of a picture, at offset floor((side - size) / 2); a side below the size is padded with `fill`, black unless told.
 *
 * @throws TinyCatsError "invalid-image" or "invalid-size".
 */
export function centerCrop(
  image: RgbImage,
  { width, height, fill }: { width: number; height: number; fill?: readonly [number, number, number] },
): RgbImage {
  return crop(image, {
    x: centerOffset(image.width, width),
    y: centerOffset(image.height, height),
    width,
    height,
    fill,
  });
}
