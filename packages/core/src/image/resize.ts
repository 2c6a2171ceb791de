import { fixedAxis } from "./fixed-axis.ts";
import { resizeColumns } from "./resize-columns.ts";
import { planResize, type ResizeOptions } from "./resize-plan.ts";
import { resizeRows } from "./resize-rows.ts";
import type { RgbImage } from "./rgb-image.ts";

/**
 * Resizes a picture, to the bit as Pillow 12's `Image.resize` does for 8-bit RGB.
 *
 * Two passes, horizontal then vertical, with weights of 22 fractional bits, rounded to 8 bits after each; a pass that would change nothing is skipped.
 *
 * @throws TinyCatsError "invalid-image", "invalid-size", "unknown-filter" or "invalid-box".
 */
export function resize(image: RgbImage, options: ResizeOptions): RgbImage {
  const { width, height } = options;
  const { horizontal, vertical, firstRow, rows } = planResize(image, options);
  let { data } = image;
  if (horizontal) {
    const first = firstRow * image.width * 3;
    const needed = data.subarray(first, first + rows * image.width * 3);
    data = resizeRows(needed, fixedAxis(horizontal), { from: image.width, to: width, rows });
  }
  if (vertical) data = resizeColumns(data, fixedAxis(vertical), { values: width * 3, rows: height });
  return { data: data === image.data ? data.slice() : data, width, height };
}
