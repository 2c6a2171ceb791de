import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkImage, checkSize } from "../check-image.ts";
import type { RgbImage } from "../rgb-image.ts";
import { type ResizeAxis, resizeAxis } from "./resize-axis.ts";
import { KERNELS, type ResizeFilter } from "./resize-filter.ts";

/** The size to give a picture and how. */
export interface ResizeOptions {
  width: number;
  height: number;
  filter: ResizeFilter;
  /** The part of the source to resize: left, top, right, bottom in source pixels, fractions allowed. All of it unless told. */
  box?: readonly [left: number, top: number, right: number, bottom: number];
}

/** A part of a picture in whole pixels. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One pass of a resize: its source is `width` pixels wide, its output `rows` rows high. */
export interface ResizePass {
  direction: "horizontal" | "vertical";
  axis: ResizeAxis;
  width: number;
  rows: number;
}

/** The passes of a resize in their order, without those that would change nothing. */
export interface ResizePlan {
  /** The row of the source that the first pass starts from. */
  firstRow: number;
  passes: ResizePass[];
}

/** From this ratio of height to width on, Pillow's reductions take the vertical pass first. */
const VERY_TALL = 100;

/**
 * What a resize takes; where a window is given, what it takes to make that part of its output alone.
 *
 * @throws TinyCatsError "invalid-image", "invalid-size", "unknown-filter" or "invalid-box".
 */
export function planResize(
  image: RgbImage,
  { width, height, filter, box }: ResizeOptions,
  window?: Rectangle,
): ResizePlan {
  checkImage(image);
  checkSize(width, height);
  const kernel = Object.hasOwn(KERNELS, filter) ? KERNELS[filter] : unknownFilter(filter);
  const [left, top, right, bottom] = checkBox(box ?? [0, 0, image.width, image.height], image);
  const across = window || width !== image.width || left !== 0 || right !== width;
  const down = window || height !== image.height || top !== 0 || bottom !== height;
  const columns =
    across &&
    resizeAxis(image.width, width, { from: left, to: right, kernel, first: window?.x, wanted: window?.width });
  const lines =
    down &&
    resizeAxis(image.height, height, { from: top, to: bottom, kernel, first: window?.y, wanted: window?.height });
  const passes: ResizePass[] = [];
  if (!columns || !lines) {
    if (columns) passes.push({ direction: "horizontal", axis: columns, width: image.width, rows: image.height });
    if (lines) passes.push({ direction: "vertical", axis: lines, width: image.width, rows: height });
    return { firstRow: 0, passes };
  }
  const outRows = lines.starts.length;
  if (image.height > image.width * VERY_TALL && height < image.height) {
    passes.push({ direction: "vertical", axis: lines, width: image.width, rows: outRows });
    passes.push({ direction: "horizontal", axis: columns, width: image.width, rows: outRows });
    return { firstRow: 0, passes };
  }
  const firstRow = lines.starts[0];
  const rows = lines.starts[outRows - 1] + lines.counts[outRows - 1] - firstRow;
  for (let y = 0; y < outRows; y++) lines.starts[y] -= firstRow;
  passes.push({ direction: "horizontal", axis: columns, width: image.width, rows });
  passes.push({ direction: "vertical", axis: lines, width: columns.starts.length, rows: outRows });
  return { firstRow, passes };
}

function checkBox(box: readonly number[], { width, height }: RgbImage): number[] {
  const [left, top, right, bottom] = box.map(Math.fround);
  if (left >= 0 && top >= 0 && right <= width && bottom <= height && left < right && top < bottom)
    return [left, top, right, bottom];
  throw new TinyCatsError("invalid-box", `the box [${box.join(", ")}] does not lie in a ${width}x${height} picture`, {
    value: box,
    remedy: "give left < right and top < bottom within the picture",
  });
}

function unknownFilter(filter: string): never {
  throw new TinyCatsError("unknown-filter", `there is no resampling filter "${filter}"`, {
    value: filter,
    remedy: `use one of ${Object.keys(KERNELS).join(", ")}`,
  });
}
