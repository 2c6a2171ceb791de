import { TinyCatsError } from "@tiny-cats/schema/errors";

/** Data that nothing can be learnt from. */
export function noPictures(message: string, cause?: unknown): TinyCatsError {
  return new TinyCatsError("no-pictures", message, {
    remedy: 'see that the set has readable pictures in the split "train": `tiny-cats data report` lists what it holds',
    cause,
  });
}
