import { type ImageItem, type ImageSet, splitBySeed } from "@tiny-cats/data";
import { noPictures } from "./no-pictures.ts";

/** What is learnt from, and what measures. */
export interface TrainingPictures {
  readonly train: readonly ImageItem[];
  readonly val: readonly ImageItem[];
}

/**
 * The pictures of the splits "train" and "val". A set without "val" is divided by the seed, with `valSplit` of its pictures (those of "train" where it
 * has any, else all) in "val"; a set whose pictures are in "test" alone has none to train on.
 *
 * @throws TinyCatsError "no-pictures"; what `splitBySeed` throws
 */
export function trainingPictures(
  set: ImageSet,
  { valSplit, seed }: { valSplit: number; seed: number },
): TrainingPictures {
  const has = (split: string | null) => set.items.some((item) => item.split === split);
  const divide = !has("val") && valSplit > 0 && (has("train") || has(null));
  const shares = { train: 1 - valSplit, val: valSplit };
  // Pictures without a split are divided alone: those of "test" stay out.
  const open = { ...set, items: set.items.filter(({ split }) => split === (has("train") ? "train" : null)) };
  const { items } = divide ? splitBySeed(open, { seed, shares, exact: true }) : has("train") ? set : open;
  const train = items.filter(({ split }) => split === "train" || (split === null && !has("train")));
  if (train.length === 0) throw noPictures("the set has no pictures to train on");
  return { train, val: items.filter(({ split }) => split === "val") };
}
