import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * Refuses what is not a seed: seeds are whole numbers from 0 to 2^53 - 1.
 *
 * @throws TinyCatsError "invalid-seed"
 */
export function checkSeed(seed: number): void {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new TinyCatsError("invalid-seed", `${String(seed)} is not a seed`, {
      value: seed,
      remedy: `use a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`,
    });
  }
}
