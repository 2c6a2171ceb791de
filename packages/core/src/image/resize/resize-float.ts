import type { RgbImage } from "../rgb-image.ts";
import type { ResizeAxis } from "./resize-axis.ts";
import type { ResizeFilter } from "./resize-filter.ts";
import { planResize, type ResizeOptions } from "./resize-plan.ts";

/** The size to give a picture and how; bicubic unless told. */
export type ResizeFloatOptions = Omit<ResizeOptions, "filter"> & { filter?: ResizeFilter };

/**
 * Resizes without rounding to 8 bits, as Pillow does for mode "F" and clean-fid does for each channel (Parmar et al. 2022).
 *
 * Box, bilinear and bicubic have Pillow's bits. Hamming and lanczos may differ from it in the last place of single precision, as far as
 * the engine's sine and cosine differ from the C library's. Sums are double, stored in single precision after each pass. Values are on the scale 0 to 255 and may overshoot it: clean-fid clips them afterwards.
 *
 * @returns f32 [height, width, 3].
 * @throws TinyCatsError "invalid-image", "invalid-size", "unknown-filter" or "invalid-box".
 */
export function resizeFloat(image: RgbImage, { filter = "bicubic", ...options }: ResizeFloatOptions): Float32Array {
  const { firstRow, passes } = planResize(image, { ...options, filter });
  let data = Float32Array.from(image.data.subarray(firstRow * image.width * 3));
  for (const { direction, axis, width, rows } of passes) {
    data =
      direction === "horizontal"
        ? resizeRows(data, axis, { from: width, rows })
        : resizeColumns(data, axis, { values: width * 3, rows });
  }
  return data;
}

function resizeRows(
  source: Float32Array,
  { starts, counts, stride, weights }: ResizeAxis,
  { from, rows }: { from: number; rows: number },
): Float32Array<ArrayBuffer> {
  const to = starts.length;
  const out = new Float32Array(to * rows * 3);
  let o = 0;
  for (let y = 0; y < rows; y++) {
    const row = y * from * 3;
    for (let x = 0; x < to; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let p = row + starts[x] * 3;
      const end = x * stride + counts[x];
      for (let n = x * stride; n < end; n++) {
        const weight = weights[n];
        red += source[p] * weight;
        green += source[p + 1] * weight;
        blue += source[p + 2] * weight;
        p += 3;
      }
      out[o] = red;
      out[o + 1] = green;
      out[o + 2] = blue;
      o += 3;
    }
  }
  return out;
}

function resizeColumns(
  source: Float32Array,
  { starts, counts, stride, weights }: ResizeAxis,
  { values, rows }: { values: number; rows: number },
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(values * rows);
  for (let y = 0; y < rows; y++) {
    const end = y * stride + counts[y];
    const top = starts[y] * values;
    for (let x = 0; x < values; x += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let p = top + x;
      for (let n = y * stride; n < end; n++) {
        const weight = weights[n];
        red += source[p] * weight;
        green += source[p + 1] * weight;
        blue += source[p + 2] * weight;
        p += values;
      }
      const o = y * values + x;
      out[o] = red;
      out[o + 1] = green;
      out[o + 2] = blue;
    }
  }
  return out;
}
