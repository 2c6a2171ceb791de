import type { ImageItem, ImageSet } from "@tiny-cats/data";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type BrokenPicture, brokenPicture } from "../classifier/classify-items.ts";
import { type Extracted, extractAll } from "../extract/extract-all.ts";
import type { PictureExtractor } from "../extract/open-extractor.ts";
import { chooseItems, type SplitChoice } from "../report/choose-items.ts";
import { limited } from "../report/limited.ts";
import { referenceHeads } from "./reference-heads.ts";

export interface SeeReferenceOptions {
  /** Labels of the breeds that are drawn. */
  breeds: readonly string[];
  against: SplitChoice | undefined;
  limit: number | undefined;
  seed: number;
  side: number;
  margin: number;
  cache?: string;
  signal?: AbortSignal;
  onProgress?(done: number, total: number): void;
}

/** Real heads as networks see them. */
export interface SeenReference {
  /** By each network; the rows are those of `items`. */
  real: Extracted[];
  items: ImageItem[];
  /** What the pictures' splits are called. */
  split: string;
  broken: BrokenPicture[];
  /** Pictures of the breeds without a head's box. */
  withoutBox: number;
}

/** @throws TinyCatsError "no-such-split", "no-reference-heads" or "invalid-metric-option" */
export async function seeReference(
  set: ImageSet,
  extractors: readonly PictureExtractor[],
  { breeds, against = "all", limit, seed, side, margin, cache, signal, onProgress }: SeeReferenceOptions,
): Promise<SeenReference> {
  const chosen = chooseItems(set, against);
  const ofBreeds = chosen.items.filter((item) => breeds.includes(item.label));
  const boxed = ofBreeds.filter((item) => item.box);
  const heads = limited(boxed, limit, seed);
  const broken: BrokenPicture[] = [];
  const usable = new Set(heads);
  const real = await extractAll(referenceHeads(heads, { side, margin, signal }), extractors, {
    cache,
    signal,
    onProgress: (done) => onProgress?.(done, heads.length),
    onUnreadable(error, place) {
      broken.push(brokenPicture(heads[place], error, signal));
      usable.delete(heads[place]);
    },
  });
  if (usable.size === 0)
    throw new TinyCatsError("no-reference-heads", `${set.name} has no head of a breed that is drawn`, {
      value: { pictures: ofBreeds.length, broken: broken.length },
      remedy: "give a set whose index.csv has head boxes of the breeds that the model draws",
    });
  return {
    real,
    items: heads.filter((item) => usable.has(item)),
    split: chosen.name,
    broken,
    withoutBox: ofBreeds.length - boxed.length,
  };
}
