import type { Preprocessing } from "@tiny-cats/schema";
import { checkImage } from "./check-image.ts";
import type { RgbImage } from "./rgb-image.ts";
import { tensorTarget } from "./tensor-target.ts";

/**
 * A picture as a network takes it: f32 [3, height, width] of (value * rescale_factor - mean) / std.
 *
 * The product is double and then rounded to single precision, the mean is taken away and the quotient formed in single precision each:
 * the bits of numpy's and transformers' float32 arithmetic.
 *
 * @param out where to write, such as a subarray of a batch's data; a new array unless told.
 * @throws TinyCatsError "invalid-image", or "invalid-tensor" where `out` has the wrong length.
 */
export function normalize(
  image: RgbImage,
  { rescale_factor, mean, std }: Pick<Preprocessing, "rescale_factor" | "mean" | "std">,
  { out }: { out?: Float32Array } = {},
): Float32Array {
  checkImage(image);
  const { data } = image;
  const plane = data.length / 3;
  const target = tensorTarget(out, data.length);
  const levels = new Float32Array(256);
  for (let channel = 0; channel < 3; channel++) {
    const middle = Math.fround(mean[channel]);
    const spread = Math.fround(std[channel]);
    for (let value = 0; value < 256; value++) {
      levels[value] = Math.fround(Math.fround(value * rescale_factor) - middle) / spread;
    }
    const first = channel * plane;
    for (let i = 0, p = channel; i < plane; i++, p += 3) target[first + i] = levels[data[p]];
  }
  return target;
}
