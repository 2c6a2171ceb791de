import { checkSeed, philox4x32, purposes } from "@tiny-cats/core";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** Which training picture of a run is meant: what is drawn for it depends on nothing else. */
export interface TrainingPlace {
  /** Of the run, 0 to 2^53 - 1. */
  seed: number;
  /** Which pass over the set, 0 to 2^32 - 1. */
  epoch: number;
  /** Which picture of the set, 0 to 2^32 - 1. */
  index: number;
}

/**
 * A reader of four random numbers at a time, evenly spread over the open interval (0, 1).
 *
 * Philox4x32-10 with key = (seed low, seed high) and counter = (block, index, augmentation, epoch): epoch 0 is `uniforms` of core.
 * @throws TinyCatsError "invalid-seed" or "invalid-index"
 */
export function openDraws({ seed, epoch, index }: TrainingPlace): (block: number) => number[] {
  checkSeed(seed);
  checkWord("picture", index);
  checkWord("epoch", epoch);
  const key = [seed >>> 0, Math.floor(seed / 2 ** 32)];
  const words = new Uint32Array(4);
  return (block) => {
    philox4x32([block, index, purposes.augmentation, epoch], key, words);
    return Array.from(words, (word) => (word + 0.5) / 2 ** 32);
  };
}

function checkWord(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= 0xffffffff) return;
  throw new TinyCatsError("invalid-index", `a seed has no ${name} ${String(value)}`, {
    value,
    remedy: "use a whole number from 0 to 4294967295",
  });
}
