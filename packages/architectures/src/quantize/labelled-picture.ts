import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A picture file and what it shows. */
export interface LabelledPicture {
  readonly path: string;
  /** In a spelling that the model's labels know. */
  readonly label: string;
  readonly split?: string;
}

/** Every fifth is held out where there are no splits. */
const HELD_OUT = 5;

/**
 * Pictures to calibrate on and to measure on, which never overlap.
 *
 * Throws `empty-split` where either has none.
 */
export function splitPictures(
  pictures: readonly LabelledPicture[],
  split: string,
): { readonly calibration: readonly LabelledPicture[]; readonly validation: readonly LabelledPicture[] } {
  const seen = new Map<string, number>();
  const hasSplits = pictures.some((picture) => picture.split !== undefined);
  const parts = pictures.map((picture) => {
    if (hasSplits)
      return picture.split === split ? "validation" : picture.split === "train" ? "calibration" : "neither";
    const place = seen.get(picture.label) ?? 0;
    seen.set(picture.label, place + 1);
    return place % HELD_OUT === HELD_OUT - 1 ? "validation" : "calibration";
  });
  const of = (part: string) => pictures.filter((_, i) => parts[i] === part);
  const found = { calibration: of("calibration"), validation: of("validation") };
  for (const [part, { length }] of Object.entries(found)) {
    if (length > 0) continue;
    const wanted = part === "validation" ? split : "train";
    throw new TinyCatsError("empty-split", `none of the ${pictures.length} pictures is of the split ${wanted}`, {
      value: [...new Set(pictures.map((picture) => picture.split ?? "none"))],
      remedy: "name a split that there is, other than train, and have pictures of the split train to calibrate on.",
    });
  }
  return found;
}

/** As many of the pictures as are asked for, label by label in turn, each label's spread over its own. */
export function spreadPictures(pictures: readonly LabelledPicture[], count: number): LabelledPicture[] {
  const byLabel = new Map<string, LabelledPicture[]>();
  for (const picture of pictures) {
    const group = byLabel.get(picture.label);
    if (group) group.push(picture);
    else byLabel.set(picture.label, [picture]);
  }
  const groups = [...byLabel.values()];
  const wanted = Math.min(count, pictures.length);
  const shares = groups.map(() => 0);
  for (let left = wanted; left > 0; ) {
    for (const [i, group] of groups.entries()) {
      if (left === 0 || shares[i] === group.length) continue;
      shares[i]++;
      left--;
    }
  }
  return groups.flatMap((group, i) =>
    Array.from({ length: shares[i] }, (_, place) => group[Math.floor((place * group.length) / shares[i])]),
  );
}
