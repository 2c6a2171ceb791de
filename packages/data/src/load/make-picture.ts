import type { RgbImage } from "@tiny-cats/core";
import { decodeImage } from "@tiny-cats/core/node";
import { augmentPicture } from "../augment/augment-picture.ts";
import { headCrop } from "../augment/head-crop.ts";
import type { PictureJob } from "./picture-job.ts";

/** One job's picture, made in this thread. */
export async function makePicture(
  { path, head, augment }: PictureJob,
  options: { maxPixels?: number },
): Promise<RgbImage> {
  const decoded = await decodeImage(path, options);
  const cut = head ? headCrop(decoded, head.box, head) : decoded;
  return augment ? augmentPicture(cut, augment.recipe, augment) : cut;
}
