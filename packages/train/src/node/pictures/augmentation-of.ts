import { type Augmentation, augmentation, augmentPicture, type RandomCrop } from "@tiny-cats/data";
import type { ModelTrainingOptions } from "../run/model-training-options.ts";

const DOT = { data: new Uint8ClampedArray(3), width: 1, height: 1 };

/**
 * What is done to a training picture: a level's recipe or one's own, with the crop.
 *
 * @throws TinyCatsError "invalid-augmentation"
 */
export function augmentationOf(augment: NonNullable<ModelTrainingOptions["augment"]>, crop: RandomCrop): Augmentation {
  if (typeof augment === "string") return augmentation(augment, crop);
  // Refused here, and not picture by picture.
  augmentPicture(DOT, { ...augment, crop: undefined }, { seed: 0, epoch: 0, index: 0 });
  return { ...augment, crop };
}
