import type { Augmentation } from "../augment/augmentation.ts";
import type { HeadCropOptions } from "../augment/head-crop.ts";
import type { TrainingPlace } from "../augment/open-draws.ts";
import type { Box } from "../images/image-set.ts";

/** What to make of one file: decoded, cut to a head where one is given, changed by chance where a recipe is given. */
export interface PictureJob {
  path: string;
  head?: HeadCropOptions & { box: Box };
  augment?: TrainingPlace & { recipe: Augmentation };
}

/** What a thread is sent. */
export interface LoadRequest {
  id: number;
  job: PictureJob;
  maxPixels?: number;
}
