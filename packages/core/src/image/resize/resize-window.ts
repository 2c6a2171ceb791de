import type { RgbImage } from "../rgb-image.ts";
import { openSimd } from "./open-simd.ts";
import { planResize, type Rectangle, type ResizeOptions } from "./resize-plan.ts";
import { runPasses } from "./run-passes.ts";

/** The part of `resize`'s output that lies in a window, to the bit, at the cost of that part. The window must lie within the output. */
export function resizeWindow(image: RgbImage, options: ResizeOptions, window?: Rectangle): RgbImage {
  const { firstRow, passes } = planResize(image, options, window);
  if (passes.length === 0) return { ...image, data: image.data.slice() };
  const { buffer, byteOffset, length } = image.data;
  const skipped = firstRow * image.width * 3;
  const bytes = runPasses(new Uint8Array(buffer, byteOffset + skipped, length - skipped), passes, openSimd());
  const { width, height } = window ?? options;
  return { data: new Uint8ClampedArray(bytes.buffer), width, height };
}
