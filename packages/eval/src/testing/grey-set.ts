import { encodePng } from "@tiny-cats/core/png";
import { type ImageSet, openImageSet } from "@tiny-cats/data";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";

/** One picture of a set: an even grey, lighter by `lift` in the lower half. */
export interface GreyPicture {
  file: string;
  breed: string;
  split?: string;
  /** 0 to 1. */
  level: number;
  lift?: number;
  /** Of the head; none where it is left out. */
  box?: readonly [number, number, number, number];
}

/** A set of 48 x 40 pictures with an index, "Dogs" being no cats; `more` are files that are there in their place. */
export async function greySet(
  pictures: readonly GreyPicture[],
  more: Record<string, string | Uint8Array> = {},
): Promise<ImageSet> {
  const [width, height] = [48, 40];
  const files: Record<string, string | Uint8Array> = {};
  const rows = ["file,breed,species,split,head_xmin,head_ymin,head_xmax,head_ymax"];
  for (const { file, breed, split = "", level, lift = 0, box = [] } of pictures) {
    const data = Uint8ClampedArray.from({ length: width * height * 3 }, (_, i) =>
      Math.round(255 * (level + (i >= (width * height * 3) / 2 ? lift : 0))),
    );
    files[`images/${file}`] = await encodePng({ data, width, height });
    rows.push(
      [file, breed, breed === "Dogs" ? "dog" : "cat", split, ...(box.length > 0 ? box : ["", "", "", ""])].join(","),
    );
  }
  return openImageSet(folderOf({ "index.csv": `${rows.join("\n")}\n`, ...files, ...more }));
}
