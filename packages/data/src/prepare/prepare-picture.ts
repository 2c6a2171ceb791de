import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type RgbImage, resize } from "@tiny-cats/core";
import { decodeImage } from "@tiny-cats/core/node";
import { encodePng } from "@tiny-cats/core/png";
import { sha256, sha256File, writeError } from "@tiny-cats/files";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { Box, ImageItem } from "../images/image-set.ts";
import { squareBox } from "../images/square-box.ts";

/** What is made of each picture. */
export interface PictureOptions {
  heads: boolean;
  size: number | undefined;
  margin: number;
  signal: AbortSignal;
}

/** A picture that was made, or why it was not. */
export type PreparedPicture = { item: ImageItem } | { leftOut: { file: string; code: string } };

/** Codes of a picture that is itself at fault. */
const FAULTS = new Set(["not-a-picture", "corrupt-picture", "picture-too-large", "invalid-box"]);

/** Makes a picture of the prepared set: a copy, or a PNG of its head or of another size. */
export async function preparePicture(
  item: ImageItem,
  folder: string,
  options: PictureOptions,
): Promise<PreparedPicture> {
  const { heads, size, signal } = options;
  if (!heads && size === undefined) {
    const path = join(folder, item.file);
    await system(path, copyFile(item.path, path));
    return { item: { ...item, path, sha256: await sha256File(path, { signal }) } };
  }
  if (heads && !item.box) return { leftOut: { file: item.file, code: "no-head" } };
  try {
    const made = make(await decodeImage(item.path, { signal }), item.box, options);
    if (!made) return { leftOut: { file: item.file, code: "invalid-box" } };
    const file = item.file.replace(/\.\w+$/, ".png");
    const path = join(folder, file);
    const bytes = await encodePng(made.image);
    await system(path, writeFile(path, bytes));
    const { width, height } = made.image;
    const { box: _, ...rest } = item;
    return {
      item: { ...rest, file, path, size: { width, height }, sha256: sha256(bytes), ...(made.box && { box: made.box }) },
    };
  } catch (error) {
    if (!isTinyCatsError(error) || !FAULTS.has(error.code)) throw error;
    return { leftOut: { file: item.file, code: error.code } };
  }
}

/** The picture, and the head's box in its pixels. Undefined for a box that is none. */
function make(
  image: RgbImage,
  box: Box | undefined,
  { heads, size, margin }: PictureOptions,
): { image: RgbImage; box?: Box } | undefined {
  const { width, height } = image;
  const part = heads && box ? squareBox(box, { width, height, margin }) : ([0, 0, width, height] as const);
  if (!part) return undefined;
  const [left, top, right, bottom] = part;
  const shorter = Math.min(right - left, bottom - top);
  // No picture is enlarged for its size alone; heads are, so that all are of one size.
  const scale = size === undefined || (!heads && shorter <= size) ? 1 : size / shorter;
  const to = {
    width: Math.max(1, Math.round((right - left) * scale)),
    height: Math.max(1, Math.round((bottom - top) * scale)),
  };
  const made = resize(image, { ...to, filter: "bicubic", box: [left, top, right, bottom] });
  if (!box) return { image: made };
  const place = (value: number, start: number, most: number) =>
    Math.round(Math.min(Math.max((value - start) * scale, 0), most) * 100) / 100;
  const [xmin, xmax] = [place(box.xmin, left, to.width), place(box.xmax, left, to.width)];
  const [ymin, ymax] = [place(box.ymin, top, to.height), place(box.ymax, top, to.height)];
  // A head outside of its picture has no place in it.
  return { image: made, ...(xmin < xmax && ymin < ymax && { box: { xmin, ymin, xmax, ymax } }) };
}

async function system<T>(path: string, call: Promise<T>): Promise<T> {
  return call.catch((error) => {
    throw writeError(path, error);
  });
}
