import { crop } from "./crop.ts";
import type { RgbImage } from "./rgb-image.ts";

/** How many pixels to add on each side (none unless told), and their red, green and blue (black unless told). */
export interface PadOptions {
  left?: number;
  top?: number;
  right?: number;
  bottom?: number;
  fill?: readonly [number, number, number];
}

/**
 * Adds a border to a picture; a negative number takes pixels away.
 *
 * @throws TinyCatsError "invalid-image", "invalid-size" or "invalid-box".
 */
export function pad(image: RgbImage, { left = 0, top = 0, right = 0, bottom = 0, fill }: PadOptions): RgbImage {
  const { width, height } = image;
  return crop(image, { x: 0 - left, y: 0 - top, width: width + left + right, height: height + top + bottom, fill });
}
