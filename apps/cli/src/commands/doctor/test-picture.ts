import type { RgbImage } from "@tiny-cats/core";

/** A picture made of sums alone, equal on every machine: 320x240, waves of three colours. */
export function testPicture(): RgbImage {
  const [width, height] = [320, 240];
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = (y * width + x) * 3;
      data[i] = (x * 2 + y) % 256;
      data[i + 1] = (x * y) % 256;
      data[i + 2] = 255 - ((x + y * 3) % 256);
    }
  }
  return { data, width, height };
}
