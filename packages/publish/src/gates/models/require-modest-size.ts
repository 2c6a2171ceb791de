import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { PublishedModel } from "../folder/open-model.ts";

const LARGEST_SIDE = 2048;

/** Refuses a model of pictures too large to be tried, before memory is taken for one: `picture-too-large`. */
export function requireModestSize({ manifest }: PublishedModel): void {
  const { width, height } =
    manifest.task === "image-classification"
      ? manifest.preprocessing.crop
      : { width: manifest.generation?.image_size ?? 0, height: 0 };
  const side = Math.max(width, height);
  if (side <= LARGEST_SIDE) return;
  throw new TinyCatsError(
    "picture-too-large",
    `${manifest.name} is of pictures with a side of ${side}, where ${LARGEST_SIDE} can be tried`,
    {
      value: side,
      remedy: "correct the manifest, or publish a model of smaller pictures",
    },
  );
}
