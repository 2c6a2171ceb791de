import type { RgbImage } from "../rgb-image.ts";
import type { ResizeOptions } from "./resize-plan.ts";
import { resizeWindow } from "./resize-window.ts";

/**
 * Resizes a picture, to the bit as Pillow 12's `Image.resize` does for 8-bit RGB.
 *
 * Two passes, horizontal then vertical (the other way round for reductions of pictures over 100 times as high as wide), with weights of
 * 22 fractional bits, rounded to 8 bits after each; a pass that would change nothing is skipped. They run in WebAssembly with SIMD, compiled
 * at the first call; where there is none, in plain loops.
 *
 * @throws TinyCatsError "invalid-image", "invalid-size", "unknown-filter" or "invalid-box".
 */
export function resize(image: RgbImage, options: ResizeOptions): RgbImage {
  return resizeWindow(image, options);
}
