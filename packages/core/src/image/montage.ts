import { TinyCatsError } from "@tiny-cats/schema/errors";
import { drawText, GLYPH_HEIGHT, textWidth } from "./bitmap-font.ts";
import { centerOffset } from "./center-crop.ts";
import { checkImage } from "./check-image.ts";
import type { RgbImage } from "./rgb-image.ts";

/** How pictures are laid out on a sheet. */
export interface MontageOptions {
  /** Pictures side by side, at most. */
  columns: number;
  /** Pixels between cells and around them; 4 unless told. */
  gap?: number;
  /** Red, green, blue between the pictures; white unless told. */
  background?: readonly [number, number, number];
  /** How many pixels on each side one pixel of a picture becomes; 1 unless told. */
  scale?: number;
  /** A line under each picture, in a small font of A to Z, a to z, 0 to 9, space, full stop, hyphen and per cent. */
  labels?: readonly string[];
}

/** Dots of the font kept free above and below a label. */
const LABEL_MARGIN = 2;

/**
 * A sheet of pictures in rows, each in the middle of a cell as large as the largest. Labels take the largest scale up to the pictures'
 * at which all of them fit their cells; where none fits, the cells widen.
 *
 * @throws TinyCatsError "invalid-image", or "invalid-montage" without pictures, with fewer or more labels than pictures,
 * or where columns, gap or scale is no whole number or too small.
 */
export function montage(
  images: readonly RgbImage[],
  { columns, gap = 4, background = [255, 255, 255], scale = 1, labels }: MontageOptions,
): RgbImage {
  checkLayout(images, { columns, gap, scale, labels });
  for (const image of images) checkImage(image);
  const pictureWidth = Math.max(...images.map(({ width }) => width)) * scale;
  const pictureHeight = Math.max(...images.map(({ height }) => height)) * scale;
  const longest = Math.max(0, ...(labels ?? []).map(textWidth));
  const dot = Math.max(1, Math.min(scale, Math.floor(pictureWidth / Math.max(1, longest))));
  const cellWidth = Math.max(pictureWidth, longest * dot);
  const cellHeight = pictureHeight + (labels ? (GLYPH_HEIGHT + 2 * LABEL_MARGIN) * dot : 0);
  const across = Math.min(columns, images.length);
  const down = Math.ceil(images.length / across);
  const width = across * (cellWidth + gap) + gap;
  const height = down * (cellHeight + gap) + gap;
  const sheet: RgbImage = { data: new Uint8ClampedArray(width * height * 3), width, height };
  for (let i = 0; i < sheet.data.length; i++) sheet.data[i] = background[i % 3];

  const colour = legibleOn(background);
  for (const [i, image] of images.entries()) {
    const left = gap + (i % across) * (cellWidth + gap);
    const top = gap + Math.floor(i / across) * (cellHeight + gap);
    const x = left + centerOffset(cellWidth, image.width * scale);
    place(sheet, image, { x, y: top + centerOffset(pictureHeight, image.height * scale), scale });
    if (!labels) continue;
    const indent = centerOffset(cellWidth, textWidth(labels[i]) * dot);
    drawText(sheet, labels[i], { x: left + indent, y: top + pictureHeight + LABEL_MARGIN * dot, scale: dot, colour });
  }
  return sheet;
}

function place(
  sheet: RgbImage,
  { data, width, height }: RgbImage,
  { x, y, scale }: { x: number; y: number; scale: number },
): void {
  const row = new Uint8ClampedArray(width * scale * 3);
  for (let j = 0; j < height; j++) {
    for (let i = 0; i < width * scale; i++) {
      const from = (j * width + Math.floor(i / scale)) * 3;
      for (let c = 0; c < 3; c++) row[i * 3 + c] = data[from + c];
    }
    for (let k = 0; k < scale; k++) sheet.data.set(row, ((y + j * scale + k) * sheet.width + x) * 3);
  }
}

/** Black or white, whichever stands out more, by the luma of ITU-R BT.601. */
function legibleOn([red, green, blue]: readonly [number, number, number]): readonly [number, number, number] {
  return 0.299 * red + 0.587 * green + 0.114 * blue >= 128 ? [0, 0, 0] : [255, 255, 255];
}

function checkLayout(
  images: readonly RgbImage[],
  { columns, gap, scale, labels }: { columns: number; gap: number; scale: number; labels?: readonly string[] },
): void {
  const whole = (value: number, least: number) => Number.isSafeInteger(value) && value >= least;
  const labelled = !labels || labels.length === images.length;
  if (images.length > 0 && whole(columns, 1) && whole(gap, 0) && whole(scale, 1) && labelled) return;
  throw new TinyCatsError("invalid-montage", "these pictures can't be laid out as asked", {
    value: { images: images.length, columns, gap, scale, labels: labels?.length },
    remedy:
      "give at least one picture, whole numbers of columns and scale from 1 and of gap from 0, and one label a picture or none",
  });
}
