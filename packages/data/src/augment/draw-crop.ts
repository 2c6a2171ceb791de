import type { Rectangle } from "@tiny-cats/core";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { RandomCrop } from "./augmentation.ts";

/** Blocks before it belong to the other changes. */
const FIRST_BLOCK = 3;
const TRIES = 10;

/**
 * The part of a picture to take, from block 3 on.
 *
 * A resized crop is drawn as torchvision's RandomResizedCrop draws: ten tries at an area and a ratio that fit, then the largest central
 * part whose ratio is allowed.
 * @throws TinyCatsError "invalid-augmentation" where the picture is smaller than a crop that is not resized.
 */
export function drawCrop(
  { size, resized }: RandomCrop,
  { width, height }: { width: number; height: number },
  draw: (block: number) => number[],
): Rectangle {
  if (!resized) {
    if (width < size || height < size) throw tooSmall(size, width, height);
    const [x, y] = draw(FIRST_BLOCK);
    return place(size, size, x, y);
  }
  const {
    area: [smallest, largest],
    ratio: [narrowest, widest],
  } = resized;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const [u, v, x, y] = draw(FIRST_BLOCK + attempt);
    const area = width * height * (smallest + (largest - smallest) * u);
    const ratio = narrowest * (widest / narrowest) ** v;
    const w = Math.round(Math.sqrt(area * ratio));
    const h = Math.round(Math.sqrt(area / ratio));
    if (w >= 1 && h >= 1 && w <= width && h <= height) return place(w, h, x, y);
  }
  const ratio = width / height;
  const w = ratio > widest ? Math.max(1, Math.round(height * widest)) : width;
  const h = ratio < narrowest ? Math.max(1, Math.round(width / narrowest)) : height;
  return { x: Math.floor((width - w) / 2), y: Math.floor((height - h) / 2), width: w, height: h };

  function place(w: number, h: number, x: number, y: number): Rectangle {
    return { x: Math.floor(x * (width - w + 1)), y: Math.floor(y * (height - h + 1)), width: w, height: h };
  }
}

function tooSmall(size: number, width: number, height: number): TinyCatsError {
  return new TinyCatsError(
    "invalid-augmentation",
    `a crop of ${size}x${size} can't be taken from a picture of ${width}x${height}`,
    {
      value: { size, width, height },
      remedy: "make the pictures larger or the crop smaller, or let the crop be resized",
    },
  );
}
