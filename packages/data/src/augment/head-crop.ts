import { type ResizeFilter, type RgbImage, resize } from "@tiny-cats/core";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Box } from "../images/image-set.ts";
import { reflect } from "./reflect.ts";

export interface HeadCropOptions {
  /** Both sides of the output, in pixels. */
  size: number;
  /** The square's side over the longer side of the box, 1 to 4; 1.3 unless told. */
  margin?: number;
  /** Lanczos unless told. */
  filter?: ResizeFilter;
}

/** Annotations are rounded: a box may pass a side by so much. */
const ROUNDING = 1;
const LARGEST_SQUARE = 100e6;

/**
 * A square around a head, resized to `size` x `size`.
 *
 * The square is centred on the box and moved into the picture where it fits; where it is larger than the picture, the picture is mirrored at its edges.
 *
 * @throws TinyCatsError "invalid-box" for a box that is empty or outside the picture, or a margin out of range; "picture-too-large" where the square would have over
 * 100 million pixels; "invalid-image", "invalid-size" or "unknown-filter".
 */
export function headCrop(
  picture: RgbImage,
  box: Box,
  { size, margin = 1.3, filter = "lanczos" }: HeadCropOptions,
): RgbImage {
  checkBox(picture, box, margin);
  const longer = Math.max(box.xmax - box.xmin, box.ymax - box.ymin);
  const side = Math.max(1, Math.round(margin * longer));
  const x = startOf((box.xmin + box.xmax) / 2, side, picture.width);
  const y = startOf((box.ymin + box.ymax) / 2, side, picture.height);
  const to = { width: size, height: size, filter };
  if (side <= picture.width && side <= picture.height)
    return resize(picture, { ...to, box: [x, y, x + side, y + side] });
  if (side * side > LARGEST_SQUARE) {
    throw new TinyCatsError("picture-too-large", `a square of ${side}x${side} is more than ${LARGEST_SQUARE} pixels`, {
      value: { side },
      remedy: "make the picture smaller",
    });
  }
  return resize(mirrored(picture, x, y, side), to);
}

/** Where a square begins along one side: as near to its centre as keeps it inside the picture, or the picture inside it. */
function startOf(centre: number, side: number, length: number): number {
  const free = length - side;
  return Math.min(Math.max(0, free), Math.max(Math.min(0, free), Math.round(centre - side / 2)));
}

/** A square of a picture and its mirror images. */
function mirrored(picture: RgbImage, x: number, y: number, side: number): RgbImage {
  const data = new Uint8ClampedArray(side * side * 3);
  const columns = Int32Array.from({ length: side }, (_, i) => reflect(x + i, picture.width) * 3);
  let to = 0;
  for (let row = 0; row < side; row++) {
    const from = reflect(y + row, picture.height) * picture.width * 3;
    for (const column of columns) {
      for (let i = from + column; i < from + column + 3; i++) data[to++] = picture.data[i];
    }
  }
  return { data, width: side, height: side };
}

function checkBox({ data, width, height }: RgbImage, box: Box, margin: number): void {
  if (data.length !== width * height * 3) {
    throw new TinyCatsError("invalid-image", `${data.length} values are not a ${width}x${height} RGB picture`, {
      value: { width, height, length: data.length },
      remedy: "give width * height * 3 values, red, green, blue, row by row",
    });
  }
  const { xmin, ymin, xmax, ymax } = box;
  const inside = xmin >= -ROUNDING && ymin >= -ROUNDING && xmax <= width + ROUNDING && ymax <= height + ROUNDING;
  if (!(inside && xmin < xmax && ymin < ymax)) {
    throw new TinyCatsError("invalid-box", `${JSON.stringify(box)} is no box of a ${width}x${height} picture`, {
      value: box,
      remedy: "give xmin < xmax and ymin < ymax in pixels of the picture",
    });
  }
  if (margin >= 1 && margin <= 4) return;
  throw new TinyCatsError("invalid-box", `${String(margin)} can't be the margin around a head`, {
    value: margin,
    remedy: "give a factor from 1 to 4, such as 1.3",
  });
}
