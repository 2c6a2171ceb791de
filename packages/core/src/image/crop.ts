import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkImage, checkSize } from "./check-image.ts";
import type { Rectangle } from "./resize/resize-plan.ts";
import type { RgbImage } from "./rgb-image.ts";

/**
 * Cuts a rectangle out of a picture; what of it lies outside the picture is filled with `fill` (red, green, blue), black unless told.
 *
 * @throws TinyCatsError "invalid-image", "invalid-size", or "invalid-box" where `x` or `y` is no whole number.
 */
export function crop(
  image: RgbImage,
  { x, y, width, height, fill = [0, 0, 0] }: Rectangle & { fill?: readonly [number, number, number] },
): RgbImage {
  checkImage(image);
  checkSize(width, height);
  if (!Number.isSafeInteger(x) || !Number.isSafeInteger(y)) {
    throw new TinyCatsError("invalid-box", `a crop can't start at (${x}, ${y})`, {
      value: { x, y },
      remedy: "use whole numbers; they may be negative",
    });
  }
  const data = new Uint8ClampedArray(width * height * 3);
  const left = Math.max(0, x);
  const right = Math.min(image.width, x + width);
  const top = Math.max(0, y);
  const bottom = Math.min(image.height, y + height);
  const whole = x >= 0 && y >= 0 && right === x + width && bottom === y + height;
  if (!whole && fill.some((value) => value !== 0)) for (let i = 0; i < data.length; i++) data[i] = fill[i % 3];
  if (right <= left) return { data, width, height };
  for (let row = top; row < bottom; row++) {
    const from = row * image.width;
    data.set(image.data.subarray((from + left) * 3, (from + right) * 3), ((row - y) * width + left - x) * 3);
  }
  return { data, width, height };
}
