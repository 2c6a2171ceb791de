import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkImage, checkSize } from "./check-image.ts";
import type { RgbImage } from "./rgb-image.ts";
import { checkTensorLength, tensorTarget } from "./tensor-target.ts";

/**
 * A picture from f32 [3, height, width] of -1 (black) to 1 (full): value * 127.5 + 127.5, rounded half to even, clipped to 0 and 255.
 *
 * @throws TinyCatsError "invalid-size", "invalid-tensor" where the length is wrong, "non-finite-tensor" where a number is NaN or infinite.
 */
export function tensorToImage(tensor: Float32Array, { width, height }: { width: number; height: number }): RgbImage {
  checkSize(width, height);
  const plane = width * height;
  checkTensorLength(tensor.length, plane * 3);
  const data = new Uint8ClampedArray(plane * 3);
  for (let channel = 0, i = 0; channel < 3; channel++) {
    for (let p = channel; p < data.length; i++, p += 3) {
      const value = tensor[i];
      if (!Number.isFinite(value)) throw nonFinite(value);
      data[p] = value * 127.5 + 127.5;
    }
  }
  return { data, width, height };
}

/**
 * The f32 [3, height, width] of -1 (black) to 1 (full) that tensorToImage makes the same picture of.
 *
 * @param out where to write, such as a subarray of a batch's data; a new array unless told.
 * @throws TinyCatsError "invalid-image", or "invalid-tensor" where `out` has the wrong length.
 */
export function imageToTensor(image: RgbImage, { out }: { out?: Float32Array } = {}): Float32Array {
  checkImage(image);
  const { data } = image;
  const target = tensorTarget(out, data.length);
  for (let channel = 0, i = 0; channel < 3; channel++) {
    for (let p = channel; p < data.length; i++, p += 3) target[i] = data[p] / 127.5 - 1;
  }
  return target;
}

function nonFinite(value: number): TinyCatsError {
  return new TinyCatsError("non-finite-tensor", `no picture can be made of a tensor that holds ${value}`, {
    value,
    remedy: "the model that made it is damaged, or its guidance too strong: lower the guidance or use another model",
  });
}
