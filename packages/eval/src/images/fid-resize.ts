import type { RgbImage } from "@tiny-cats/core";
import { resizeFloat } from "@tiny-cats/core/resize-float";

/** The side of the pictures that the FID Inception sees. */
export const FID_SIDE = 299;

/**
 * A picture as clean-fid gives it to the FID Inception (Parmar, Zhang and Zhu, "On aliased resizing and surprising subtleties in GAN evaluation", 2022):
 * each channel resized to 299 x 299 by Pillow's bicubic filter in float, clipped to 0 and 255, not rounded.
 *
 * @returns f32 [299, 299, 3], 0 to 255; the network itself maps that to its own range.
 * @throws TinyCatsError "invalid-image"
 */
export function fidResize(image: RgbImage): Float32Array {
  const resized = resizeFloat(image, { width: FID_SIDE, height: FID_SIDE, filter: "bicubic" });
  for (let i = 0; i < resized.length; i++) resized[i] = Math.min(255, Math.max(0, resized[i]));
  return resized;
}
