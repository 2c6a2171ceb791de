import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Augmentation, Range } from "./augmentation.ts";

const SHARES = ["flip", "translate", "brightness", "contrast", "saturation"] as const;
const LARGEST_CROP = 4096;

/** @throws TinyCatsError "invalid-augmentation" where a number of a recipe lies outside its range. */
export function checkAugmentation(recipe: Augmentation): void {
  for (const name of SHARES) if (!isWithin(recipe[name], 0, 1)) refuse(name, recipe[name], "a number from 0 to 1");
  if (!isWithin(recipe.rotation, 0, 180)) refuse("rotation", recipe.rotation, "degrees from 0 to 180");
  if (!isRange(recipe.scale, 0.5, 2)) refuse("scale", recipe.scale, "two rising numbers from 0.5 to 2");
  if (!recipe.crop) return;
  const { size, resized } = recipe.crop;
  if (!Number.isInteger(size) || !isWithin(size, 1, LARGEST_CROP))
    refuse("crop.size", size, `a whole number from 1 to ${LARGEST_CROP}`);
  if (!resized) return;
  const { area, ratio } = resized;
  if (!isRange(area, 1e-4, 1)) refuse("crop.resized.area", area, "two rising numbers from 0.0001 to 1");
  if (!isRange(ratio, 0.01, 100)) refuse("crop.resized.ratio", ratio, "two rising numbers from 0.01 to 100");
}

function isWithin(value: number, from: number, to: number): boolean {
  return typeof value === "number" && value >= from && value <= to;
}

function isRange(range: Range, from: number, to: number): boolean {
  return (
    Array.isArray(range) &&
    range.length === 2 &&
    isWithin(range[0], from, to) &&
    isWithin(range[1], from, to) &&
    range[0] <= range[1]
  );
}

function refuse(name: string, value: unknown, wanted: string): never {
  throw new TinyCatsError("invalid-augmentation", `${JSON.stringify(value)} can't be the ${name} of an augmentation`, {
    value,
    remedy: `give ${wanted}`,
  });
}
