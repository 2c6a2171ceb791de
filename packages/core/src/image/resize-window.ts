import { fixedAxis } from "./fixed-axis.ts";
import { resizeColumns } from "./resize-columns.ts";
import { planResize, type Rectangle, type ResizeOptions } from "./resize-plan.ts";
import { resizeRows } from "./resize-rows.ts";
import type { RgbImage } from "./rgb-image.ts";

/** The part of `resize`'s output that lies in a window, to the bit, at the cost of that part. The window must lie within the output. */
export function resizeWindow(image: RgbImage, options: ResizeOptions, window?: Rectangle): RgbImage {
  const { firstRow, passes } = planResize(image, options, window);
  if (passes.length === 0) return { ...image, data: image.data.slice() };
  let data = image.data.subarray(firstRow * image.width * 3);
  for (const pass of passes) {
    const axis = fixedAxis(pass.axis);
    data =
      pass.direction === "horizontal"
        ? resizeRows(data, axis, { from: pass.width, rows: pass.rows })
        : resizeColumns(data, axis, { values: pass.width * 3, rows: pass.rows });
  }
  const { width, height } = window ?? options;
  return { data, width, height };
}
