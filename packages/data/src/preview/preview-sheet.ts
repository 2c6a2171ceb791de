import { type RgbImage, resize } from "@tiny-cats/core";
import { montage } from "@tiny-cats/core/montage";
import { decodeImage } from "@tiny-cats/core/node";
import { isTinyCatsError, type TinyCatsError } from "@tiny-cats/schema/errors";
import { augmentPicture } from "../augment/augment-picture.ts";
import { type Augmentation, augmentation } from "../augment/augmentation.ts";
import { headCrop } from "../augment/head-crop.ts";
import type { ImageItem, ImageSet } from "../images/image-set.ts";
import { placeOf } from "../split/place-of.ts";
import { nothingToShow } from "./nothing-to-show.ts";

export interface PreviewOptions {
  /** What is done to a picture once it is cut out; its crop is the sheet's own. */
  augment: Omit<Augmentation, "crop">;
  /** Both sides of a picture on the sheet, in pixels; 64 unless told. */
  size?: number;
  /** Heads, as a generator learns them, in place of whole pictures, as a classifier does. */
  heads?: boolean;
  /** Which pictures are taken, and how they are changed; 0 unless told. */
  seed?: number;
  /** Pictures, a row each; 8 unless told. */
  count?: number;
  /** Changed ones beside each; 7 unless told. */
  changes?: number;
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number }) => void;
}

/** A sheet, what is on it, and what should have been. */
export interface PreviewSheet {
  sheet: RgbImage;
  /** A row each. */
  files: string[];
  leftOut: { file: string; error: TinyCatsError }[];
}

/** How much larger heads are cut out than the square that is taken of them at random. */
const ROOM = 72 / 64;
/** What a classifier learns of a picture: as `RandomResizedCrop` takes it. */
const RESIZED = { area: [0.4, 1], ratio: [3 / 4, 4 / 3] } as const;
const LONGEST_LABEL = 12;

/**
 * A sheet that shows what augmentation does: a row for each of some pictures (of "train", where the set has it), at first as it is cut out, then changed by chance.
 * One that can't be read is left out, and another takes its place.
 *
 * @throws TinyCatsError "no-pictures" where there is nothing to show, "invalid-augmentation", "invalid-montage"; the signal's reason
 */
export async function previewSheet(set: ImageSet, options: PreviewOptions): Promise<PreviewSheet> {
  const { size = 64, heads = false, seed = 0, count = 8, changes = 7, signal, onProgress } = options;
  const recipe = { ...options.augment, crop: { size, ...(!heads && { resized: RESIZED }) } };
  augmentPicture(DOT, { ...augmentation("none"), ...options.augment, crop: undefined }, { seed, epoch: 0, index: 0 });
  const candidates = candidatesOf(set, { heads, seed });
  const total = Math.min(count, candidates.length);
  const rows: { file: string; label: string; pictures: RgbImage[] }[] = [];
  const leftOut: PreviewSheet["leftOut"] = [];
  for (const { item, index } of candidates) {
    if (rows.length === total) break;
    signal?.throwIfAborted();
    const decoded = await decodeImage(item.path).catch((error) => {
      if (!isTinyCatsError(error)) throw error;
      leftOut.push({ file: item.file, error });
    });
    if (!decoded) continue;
    const cut = (side: number) => (heads ? headCrop(decoded, item.box!, { size: side }) : decoded);
    const original = heads ? cut(size) : squareOf(decoded, size);
    const begun = cut(Math.ceil(size * ROOM));
    const changed = Array.from({ length: changes }, (_, epoch) =>
      augmentPicture(begun, recipe, { seed, epoch, index }),
    );
    rows.push({ file: item.file, label: item.label, pictures: [original, ...changed] });
    onProgress?.({ done: rows.length, total });
  }
  if (rows.length === 0) throw nothingToShow(set.name, { heads });
  const sheet = montage(
    rows.flatMap(({ pictures }) => pictures),
    {
      columns: changes + 1,
      labels: rows.flatMap(({ label, pictures }) =>
        pictures.map((_, i) => (i === 0 ? label.slice(0, LONGEST_LABEL) : "")),
      ),
    },
  );
  return { sheet, files: rows.map(({ file }) => file), leftOut };
}

const DOT: RgbImage = { data: new Uint8ClampedArray(3), width: 1, height: 1 };

/** Pictures by their places by the seed, each with its number in the set. */
function candidatesOf({ items }: ImageSet, { heads, seed }: { heads: boolean; seed: number }) {
  const hasTrain = items.some(({ split }) => split === "train");
  const isWanted = ({ split, box }: ImageItem) => (!hasTrain || split === "train") && (!heads || box !== undefined);
  return items
    .map((item, index) => ({ item, index, place: placeOf(item.file, seed) }))
    .filter(({ item }) => isWanted(item))
    .sort((a, b) => a.place - b.place);
}

/** The largest square in the middle. */
function squareOf(picture: RgbImage, size: number): RgbImage {
  const { width, height } = picture;
  const side = Math.min(width, height);
  const [left, top] = [(width - side) >> 1, (height - side) >> 1];
  const box = [left, top, left + side, top + side] as const;
  return resize(picture, { width: size, height: size, filter: "bilinear", box });
}
