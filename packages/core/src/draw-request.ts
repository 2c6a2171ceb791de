import type { GenerationManifest } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { BREED_ALIASES } from "./breeds.ts";
import { findLabel } from "./labels.ts";

const INDICES = 2 ** 16;

/** A picture to draw: a breed, and which of the seed's pictures of that breed (0 to 65535; 0 unless told). */
export interface DrawRequest {
  breed: string | number;
  index?: number;
}

/**
 * The label and index that a request means.
 *
 * @throws TinyCatsError "unknown-breed", "not-drawable", "invalid-index"
 */
export function resolveRequest(
  request: DrawRequest | string | number,
  { labels, generation: { drawable } }: GenerationManifest,
): { id: number; index: number } {
  const { breed, index = 0 } = typeof request === "object" ? request : { breed: request };
  const id = findLabel(breed, labels, BREED_ALIASES);
  if (!drawable.includes(id)) {
    throw new TinyCatsError("not-drawable", `this model was never trained to draw "${labels[id]}"`, {
      value: breed,
      remedy: `draw one of ${drawable.map((label) => labels[label]).join(", ")}`,
    });
  }
  if (!Number.isInteger(index) || index < 0 || index >= INDICES) {
    throw new TinyCatsError("invalid-index", `a seed has no picture ${String(index)} of a breed`, {
      value: index,
      remedy: `use a whole number from 0 to ${INDICES - 1}`,
    });
  }
  return { id, index };
}

/**
 * Which of a seed's pictures starts this drawing. Breeds have pictures of their own, so that a sheet of all shows different ones, and each
 * is the same whatever else is drawn.
 */
export function noiseIndex(label: number, index: number): number {
  return label * INDICES + index;
}
