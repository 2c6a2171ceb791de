import type { TinyDitConfig } from "@tiny-cats/architectures";
import { purposes, type RgbImage, resize, uniforms } from "@tiny-cats/core";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Example } from "../pictures/picture-batches.ts";

/**
 * The sides of pictures that a network learns from, each once: its own unless others are asked for, among which its own must be.
 *
 * @throws TinyCatsError "invalid-training-option"
 */
export function pictureSizes(
  { image_size }: TinyDitConfig,
  asked: readonly number[] = [image_size],
): readonly number[] {
  if (asked.includes(image_size)) return [...new Set(asked)];
  throw new TinyCatsError(
    "invalid-training-option",
    `the network's pictures are of ${image_size}, not among ${asked}`,
    {
      value: asked,
      remedy: `add ${image_size} to the sizes, or begin with a network of one of them`,
    },
  );
}

/** A size by chance, as likely as any other, for the batch that begins with the example of a number. */
export function drawnSize(sizes: readonly number[], { seed, number }: { seed: number; number: number }): number {
  if (sizes.length === 1) return sizes[0];
  // An example's first two numbers are for its time and its label.
  const [, , draw] = uniforms(seed, { index: number, purpose: purposes.mixing, length: 3 });
  return sizes[Math.floor(draw * sizes.length)];
}

/** Examples with their pictures in another size. */
export function atSize(examples: readonly Example[], size: number): readonly Example[] {
  return examples.map((example) => ({ ...example, picture: resized(example.picture, size) }));
}

function resized(picture: RgbImage, size: number): RgbImage {
  if (picture.width === size && picture.height === size) return picture;
  return resize(picture, { width: size, height: size, filter: "bicubic" });
}
