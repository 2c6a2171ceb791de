import type { RgbImage } from "@tiny-cats/core";
import { adjustColour } from "./adjust-colour.ts";
import type { Augmentation } from "./augmentation.ts";
import { checkAugmentation } from "./check-augmentation.ts";
import { drawChanges } from "./draw-changes.ts";
import { drawCrop } from "./draw-crop.ts";
import { inverseAffine } from "./inverse-affine.ts";
import { openDraws, type TrainingPlace } from "./open-draws.ts";
import { sampleAffine } from "./sample-affine.ts";
import { takeRegion } from "./take-region.ts";

/**
 * A training picture changed by a recipe: a crop, then mirrored, turned, scaled and moved about its centre, then its colours.
 *
 * What is drawn depends on seed, epoch and index alone, whatever the order and the batch. The geometry is one map with bilinear weights, mirrored beyond the
 * photo's edges: no corner is black. Values are rounded once, at the end. The output has the crop's size, without one the picture's.
 *
 * @throws TinyCatsError "invalid-augmentation", "invalid-image", "invalid-seed" or "invalid-index".
 */
export function augmentPicture(picture: RgbImage, recipe: Augmentation, place: TrainingPlace): RgbImage {
  checkAugmentation(recipe);
  const draw = openDraws(place);
  const changes = drawChanges(recipe, draw);
  const { width, height } = picture;
  const box = recipe.crop ? drawCrop(recipe.crop, picture, draw) : { x: 0, y: 0, width, height };
  const frame = recipe.crop ? { width: recipe.crop.size, height: recipe.crop.size } : { width, height };
  const map = inverseAffine(changes, frame);
  const region = takeRegion(picture, box, { frame, map });
  const [a, b, c, d, e, f] = map;
  const values = sampleAffine(region.picture, [a, b, c + region.x, d, e, f + region.y], frame);
  adjustColour(values, changes);
  return { data: new Uint8ClampedArray(values), ...frame };
}
