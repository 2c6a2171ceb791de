import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkImage, checkSize } from "./check-image.ts";
import { type ResizeAxis, resizeAxis } from "./resize-axis.ts";
import { KERNELS, type ResizeFilter } from "./resize-filter.ts";
import type { RgbImage } from "./rgb-image.ts";

/** The size to give a picture and how. */
export interface ResizeOptions {
  width: number;
  height: number;
  filter: ResizeFilter;
  /** The part of the source to resize: left, top, right, bottom in source pixels, fractions allowed. All of it unless told. */
  box?: readonly [left: number, top: number, right: number, bottom: number];
}

/** The two passes of a resize, without those that would change nothing, and the source rows they need. */
export interface ResizePlan {
  horizontal?: ResizeAxis;
  /** Its starts count from the top of the source, or of the horizontal pass's output where there is one. */
  vertical?: ResizeAxis;
  firstRow: number;
  rows: number;
}

/** @throws TinyCatsError "invalid-image", "invalid-size", "unknown-filter" or "invalid-box". */
export function planResize(image: RgbImage, { width, height, filter, box }: ResizeOptions): ResizePlan {
  checkImage(image);
  checkSize(width, height);
  const kernel = Object.hasOwn(KERNELS, filter) ? KERNELS[filter] : unknownFilter(filter);
  const [left, top, right, bottom] = checkBox(box ?? [0, 0, image.width, image.height], image);
  const plan: ResizePlan = { firstRow: 0, rows: image.height };
  if (height !== image.height || top !== 0 || bottom !== height) {
    plan.vertical = resizeAxis(image.height, height, { from: top, to: bottom, kernel });
  }
  if (width !== image.width || left !== 0 || right !== width) {
    plan.horizontal = resizeAxis(image.width, width, { from: left, to: right, kernel });
    if (plan.vertical) skipUnusedRows(plan, plan.vertical);
  }
  return plan;
}

function skipUnusedRows(plan: ResizePlan, { starts, counts }: ResizeAxis): void {
  const last = starts.length - 1;
  plan.firstRow = starts[0];
  plan.rows = starts[last] + counts[last] - starts[0];
  for (let i = 0; i <= last; i++) starts[i] -= plan.firstRow;
}

function checkBox(box: readonly number[], { width, height }: RgbImage): number[] {
  const [left, top, right, bottom] = box.map(Math.fround);
  if (left >= 0 && top >= 0 && right <= width && bottom <= height && left < right && top < bottom) return [left, top, right, bottom];
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
