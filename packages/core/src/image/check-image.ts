import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { RgbImage } from "./rgb-image.ts";

/** @throws TinyCatsError "invalid-image" unless the sides are whole numbers from 1 and `data` holds exactly width * height * 3 values. */
export function checkImage({ data, width, height }: RgbImage): void {
  if (isSide(width) && isSide(height) && data.length === width * height * 3) return;
  throw new TinyCatsError(
    "invalid-image",
    `${data.length} values are not the pixels of a ${width}x${height} RGB picture`,
    {
      value: { width, height, length: data.length },
      remedy: "give sides of at least 1 and width * height * 3 values, red, green, blue, row by row",
    },
  );
}

/** @throws TinyCatsError "invalid-size" unless both sides are whole numbers from 1. */
export function checkSize(width: number, height: number): void {
  if (isSide(width) && isSide(height)) return;
  throw new TinyCatsError("invalid-size", `no picture can be ${width}x${height}`, {
    value: { width, height },
    remedy: "use whole numbers of at least 1 for both sides",
  });
}

function isSide(side: number): boolean {
  return Number.isSafeInteger(side) && side >= 1;
}
