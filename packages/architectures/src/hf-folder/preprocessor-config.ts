import type { Preprocessing } from "@tiny-cats/schema";

/** Pillow's filters by number, as a preprocessor_config.json names them. */
export const PILLOW_FILTERS: Readonly<Record<number, Preprocessing["resize"]["resample"]>> = {
  1: "lanczos",
  2: "bilinear",
  3: "bicubic",
  4: "box",
  5: "hamming",
};

/** The preprocessor_config.json of a classifier for transformers and transformers.js: this processor does all of these steps, and no other. */
export function preprocessorConfig({
  resize,
  crop,
  rescale_factor,
  mean,
  std,
}: Preprocessing): Record<string, unknown> {
  const resample = Number(Object.keys(PILLOW_FILTERS).find((id) => PILLOW_FILTERS[Number(id)] === resize.resample));
  return {
    image_processor_type: "MobileNetV2ImageProcessor",
    do_resize: true,
    size: { shortest_edge: resize.short_side },
    resample,
    do_center_crop: true,
    crop_size: { height: crop.height, width: crop.width },
    do_rescale: true,
    rescale_factor,
    do_normalize: true,
    image_mean: mean,
    image_std: std,
  };
}
