import { type RgbImage, resize } from "@tiny-cats/core";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Box } from "../images/image-set.ts";
import { squareBox } from "../images/square-box.ts";

export interface HeadCropOptions {
  /** Both sides of the output, in pixels. */
  size: number;
  /** The square's side over the longer side of the box, 1 or more; 1.3 unless told. */
  margin?: number;
}

/**
 * The square around a head that `squareBox` gives, resized to `size` x `size` by Pillow's bicubic filter.
 *
 * @throws TinyCatsError "invalid-box" for a box that is none or a margin below 1; what `resize` throws
 */
export function headCrop(picture: RgbImage, box: Box, { size, margin = 1.3 }: HeadCropOptions): RgbImage {
  const { width, height } = picture;
  const isBox = box.xmin < box.xmax && box.ymin < box.ymax;
  const square = isBox && margin >= 1 ? squareBox(box, { width, height, margin }) : undefined;
  if (!square) {
    throw new TinyCatsError("invalid-box", `${JSON.stringify(box)} is no head's box, or ${margin} no margin`, {
      value: { box, margin },
      remedy: "give xmin < xmax and ymin < ymax in pixels of the picture, and a margin of 1 or more",
    });
  }
  return resize(picture, { width: size, height: size, filter: "bicubic", box: square });
}
