import type { RgbImage } from "@tiny-cats/core";
import { decodeImage } from "@tiny-cats/core/node";
import { headCrop, type ImageItem } from "@tiny-cats/data";
import { sha256, sha256File } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Seen } from "../extract/extract-all.ts";

/** How real pictures are made comparable with drawings. */
export interface HeadCrops {
  /** Side of the drawings, which the crops get. */
  side: number;
  /** Of the square, in sides of the head's box. */
  margin: number;
  signal?: AbortSignal;
}

const KIND = "head crop, shifted inside, bicubic, 1";

/** The part of a picture around its head, of the drawings' size. Throws `invalid-box`, and what decodeImage throws. */
async function headOf({ path, box, file }: ImageItem, { side, margin, signal }: HeadCrops): Promise<RgbImage> {
  if (!box) {
    throw new TinyCatsError("invalid-box", `"${file}" has no head's box`, {
      value: file,
      remedy: "give it one in the index",
    });
  }
  return headCrop(await decodeImage(path, { signal }), box, { size: side, margin });
}

/** Pictures with a head's box, to be seen as heads; which have none is up to the caller. */
export async function* referenceHeads(items: readonly ImageItem[], crops: HeadCrops): AsyncGenerator<Seen> {
  const text = new TextEncoder();
  for (const item of items) {
    // A file that can't be read is told by `image`, where its turn comes.
    const file = await sha256File(item.path, { signal: crops.signal }).catch(() => "unreadable");
    const { side, margin } = crops;
    const key = sha256(text.encode(JSON.stringify([KIND, file, item.box, side, margin])));
    yield { key, image: () => headOf(item, crops) };
  }
}
