import { normals, type RgbImage, tensorToImage } from "@tiny-cats/core";
import type { GenerationManifest } from "@tiny-cats/schema";
import type { DrawPlan } from "../settings/draw-plan.ts";

/** Each breed has as many pictures of a seed. */
const INDICES = 2 ** 16;

/** The noise that a plan's first picture begins with. */
export function startingNoise(
  { breed, seed, index }: Pick<DrawPlan, "breed" | "seed" | "index">,
  { labels, generation }: GenerationManifest,
): RgbImage {
  const side = generation.image_size;
  const noise = normals(seed, { index: labels.indexOf(breed) * INDICES + index, length: 3 * side * side });
  return tensorToImage(noise, { width: side, height: side });
}
