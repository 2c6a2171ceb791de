import type { RgbImage } from "../rgb-image.ts";
import { fixedAxis } from "./fixed-axis.ts";
import { resizeColumns } from "./resize-columns.ts";
import { planResize, type Rectangle, type ResizeOptions } from "./resize-plan.ts";
import { resizeRows } from "./resize-rows.ts";

/** The part of `resize`'s output that lies in a window, to the bit, at the cost of that part. The window must lie within the output. */
export function resizeWindow(image: RgbImage, options: ResizeOptions, window?: Rectangle): RgbImage {
  const { firstRow, passes } = planResize(image, options, window);
  if (passes.length === 0) return { ...image, data: image.data.slice() };
  const { buffer, byteOffset, length } = image.data;
  const skipped = firstRow * image.width * 3;
  let bytes = new Uint8Array(buffer, byteOffset + skipped, length - skipped);
  for (const { direction, axis, width, rows } of passes) {
    const fixed = fixedAxis(axis);
    bytes =
      direction === "horizontal"
        ? resizeRows(bytes, fixed, { from: width, rows })
        : resizeColumns(bytes, fixed, { values: width * 3 });
  }
  const { width, height } = window ?? options;
  return { data: new Uint8ClampedArray(bytes.buffer), width, height };
}
