import type { RgbImage } from "@tiny-cats/core";

/** One number a pixel. */
export interface Plane {
  data: Float64Array;
  width: number;
  height: number;
}

/** Brightness of each pixel, 0 to 255, by the weights of ITU-R BT.601. */
export function luma({ data, width, height }: RgbImage): Plane {
  const out = new Float64Array(width * height);
  for (let i = 0; i < out.length; i++) out[i] = 0.299 * data[3 * i] + 0.587 * data[3 * i + 1] + 0.114 * data[3 * i + 2];
  return { data: out, width, height };
}

/** The means of 2 x 2 pixels; an odd last row or column is left out. */
export function halved({ data, width, height }: Plane): Plane {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Float64Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const i = 2 * y * width + 2 * x;
      out[y * w + x] = (data[i] + data[i + 1] + data[i + width] + data[i + width + 1]) / 4;
    }
  }
  return { data: out, width: w, height: h };
}
