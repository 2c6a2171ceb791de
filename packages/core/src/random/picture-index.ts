import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * Refuses what is not the index of a picture of a seed: whole numbers from 0 to 2^32 - 1.
 *
 * @throws TinyCatsError "invalid-index"
 */
export function checkIndex(index: number): void {
  if (!Number.isInteger(index) || index < 0 || index > 0xffffffff) {
    throw new TinyCatsError("invalid-index", `a seed has no picture ${String(index)}`, {
      value: index,
      remedy: "use a whole number from 0 to 4294967295",
    });
  }
}
