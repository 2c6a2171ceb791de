import type { Preprocessing } from "@tiny-cats/schema";
import { centerOffset } from "./center-crop.ts";
import { checkImage } from "./check-image.ts";
import { crop } from "./crop.ts";
import { normalize } from "./normalize.ts";
import { resizeWindow } from "./resize/resize-window.ts";
import type { RgbImage } from "./rgb-image.ts";

/**
 * A picture as a classifier takes it, f32 [3, crop.height, crop.width], as its manifest's `preprocessing` says.
 *
 * @param out where to write, such as a subarray of a batch's data; a new array unless told.
 * @throws TinyCatsError "invalid-image", "invalid-size", "unknown-filter", or "invalid-tensor" where `out` has the wrong length.
 */
export function preprocess(image: RgbImage, spec: Preprocessing, { out }: { out?: Float32Array } = {}): Float32Array {
  return normalize(cropSeen(image, spec), spec, { out });
}

/**
 * The part of a picture that a classifier sees: its shorter side resized to `short_side`, the longer one to trunc(short_side * long / short),
 * the middle cut out at floor((side - size) / 2), and what the crop exceeds the picture by filled with `crop.pad`.
 *
 * Only the pixels seen are made, so that a picture of any shape costs about the same.
 *
 * @throws TinyCatsError "invalid-image", "invalid-size" or "unknown-filter".
 */
export function cropSeen(image: RgbImage, spec: Preprocessing): RgbImage {
  checkImage(image);
  const { short_side, resample } = spec.resize;
  const short = Math.min(image.width, image.height);
  const [width, height] = [image.width, image.height].map((side) => Math.trunc((short_side * side) / short));
  const [x, y] = [centerOffset(width, spec.crop.width), centerOffset(height, spec.crop.height)];
  const window = {
    x: Math.max(0, x),
    y: Math.max(0, y),
    width: Math.min(width, spec.crop.width),
    height: Math.min(height, spec.crop.height),
  };
  const seen = resizeWindow(image, { width, height, filter: resample }, window);
  if (x >= 0 && y >= 0) return seen;
  const { pad } = spec.crop;
  const padded = { width: spec.crop.width, height: spec.crop.height, fill: [pad, pad, pad] as const };
  return crop(seen, { x: Math.min(0, x), y: Math.min(0, y), ...padded });
}
