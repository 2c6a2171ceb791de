import { type RgbImage, resize } from "@tiny-cats/core";
import { decodeImage } from "@tiny-cats/core/node";
import { headCrop, type ImageItem } from "@tiny-cats/data";

/** A picture that measures. */
export interface HeldOut {
  readonly item: ImageItem;
  readonly picture: RgbImage;
}

/** A held-out picture in its size: the head where it has a box, else the middle. Throws what `decodeImage` and `headCrop` throw. */
export async function heldOutPicture(item: ImageItem, head: { size: number; margin: number }): Promise<HeldOut> {
  const whole = await decodeImage(item.path);
  return { item, picture: item.box ? headCrop(whole, item.box, head) : middle(whole, head.size) };
}

function middle(picture: RgbImage, size: number): RgbImage {
  const { width, height } = picture;
  const side = Math.min(width, height);
  const [left, top] = [(width - side) / 2, (height - side) / 2];
  return resize(picture, { width: size, height: size, filter: "bicubic", box: [left, top, left + side, top + side] });
}
