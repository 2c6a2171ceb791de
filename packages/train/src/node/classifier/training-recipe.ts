import { type Augmentation, augmentation } from "@tiny-cats/data";
import { augmentationOf } from "../pictures/augmentation-of.ts";
import type { ModelTrainingOptions } from "../run/model-training-options.ts";

/** What a photo may lose, and how far it may be stretched. */
const RESIZED = { area: [0.4, 1], ratio: [3 / 4, 4 / 3] } as const;

/** Colours change as in level "full". */
const { brightness, contrast, saturation } = augmentation("full");

/**
 * What is done to training pictures: a part of them at random, mirrored, in other colours; or a level or recipe with that crop. "none" leaves them
 * as they are, to be prepared as for measuring.
 */
export function trainingRecipe(augment: ModelTrainingOptions["augment"], size: number): Augmentation {
  const crop = { size, resized: RESIZED };
  if (augment === undefined) return { ...augmentation("basic", crop), brightness, contrast, saturation };
  return augment === "none" ? augmentation(augment) : augmentationOf(augment, crop);
}
