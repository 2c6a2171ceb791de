import type { Preprocessing } from "@tiny-cats/schema";

/**
 * How pictures become the input of a classifier that nothing is told of, `side` pixels wide and high: as torchvision's and transformers' models of ImageNet, and the
 * project's, were trained.
 */
export function plainPreprocessing(side: number): Preprocessing {
  return {
    background: [255, 255, 255],
    resize: { short_side: Math.round((side * 256) / 224), resample: "bilinear", long_side: "truncate" },
    crop: { width: side, height: side, pad: 0 },
    rescale_factor: 1 / 255,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  };
}
