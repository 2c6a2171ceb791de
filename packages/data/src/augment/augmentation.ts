import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A range of numbers to draw from evenly, both ends included. */
export type Range = readonly [from: number, to: number];

/** Which part of a picture to take, and how large to make it. */
export interface RandomCrop {
  /** Both sides of the output, in pixels. */
  size: number;
  /**
   * The share of the picture's area to take and its width over its height (drawn evenly in the logarithm), as torchvision's RandomResizedCrop
   * draws them; resized to `size` with a bilinear filter that averages where it shrinks. Without it `size` x `size` whole pixels are taken as they are.
   */
  resized?: { area: Range; ratio: Range };
}

/** What may happen to a training picture. Each is drawn evenly; zeros, [1, 1] and no crop leave a picture as it is. */
export interface Augmentation {
  /** Probability of mirroring left and right. */
  flip: number;
  /** Degrees, at most, either way; 0 to 180. */
  rotation: number;
  /** Share of a side, at most, either way; 0 to 1. */
  translate: number;
  /** Factor of size, 0.5 to 2. */
  scale: Range;
  /** How far the factor may be from 1, 0 to 1: 0.2 draws from 0.8 to 1.2. */
  brightness: number;
  /** As brightness. */
  contrast: number;
  /** As brightness. */
  saturation: number;
  crop?: RandomCrop;
}

/** How much is done to training pictures. */
export type AugmentationLevel = "none" | "basic" | "medium" | "full";

const NONE: Augmentation = {
  flip: 0,
  rotation: 0,
  translate: 0,
  scale: [1, 1],
  brightness: 0,
  contrast: 0,
  saturation: 0,
};
const BASIC: Augmentation = { ...NONE, flip: 0.5 };
const MEDIUM: Augmentation = { ...BASIC, rotation: 15 };

const LEVELS: Readonly<Record<AugmentationLevel, Augmentation>> = {
  none: NONE,
  basic: BASIC,
  medium: MEDIUM,
  full: { ...MEDIUM, translate: 0.1, scale: [0.9, 1.1], brightness: 0.2, contrast: 0.2, saturation: 0.2 },
};

/**
 * The recipe of a level, with the crop given: basic mirrors half of the pictures; medium turns them too, by up to 15 degrees; full also moves
 * them by up to a tenth, scales by 0.9 to 1.1 and changes brightness, contrast and saturation by up to 0.2. None changes hue or shears.
 *
 * @throws TinyCatsError "invalid-augmentation" for another level.
 */
export function augmentation(level: AugmentationLevel, crop?: RandomCrop): Augmentation {
  if (Object.hasOwn(LEVELS, level)) return { ...LEVELS[level], crop };
  throw new TinyCatsError("invalid-augmentation", `there is no level of augmentation "${String(level)}"`, {
    value: level,
    remedy: `use one of ${Object.keys(LEVELS).join(", ")}`,
  });
}
