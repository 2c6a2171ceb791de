import { setImmediate } from "node:timers/promises";
import type { RgbImage } from "../image/rgb-image.ts";
import { type RawImage, toRgb } from "../image/to-rgb.ts";

const PIXELS = 1 << 16;

/** `toRgb` a band of rows at a time, so that a large picture does not hold up the event loop. */
export async function toRgbInBands(raw: RawImage): Promise<RgbImage> {
  const { width, height, channels } = raw;
  const rows = Math.max(1, Math.floor(PIXELS / width));
  if (height <= rows || (channels === 3 && !(raw.data instanceof Uint16Array))) return toRgb(raw);
  const data = new Uint8ClampedArray(width * height * 3);
  for (let top = 0; top < height; top += rows) {
    if (top > 0) await setImmediate();
    const bottom = Math.min(top + rows, height);
    const band = raw.data.subarray(top * width * channels, bottom * width * channels);
    data.set(toRgb({ ...raw, data: band, height: bottom - top }).data, top * width * 3);
  }
  return { data, width, height };
}
