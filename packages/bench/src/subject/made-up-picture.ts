import { type RgbImage, uniforms } from "@tiny-cats/core";

const [WIDTH, HEIGHT] = [500, 375];

/** A picture for pipelines that are given none: smooth colours under a little noise, 500x375, the same for a seed everywhere. */
export function madeUpPicture(seed: number): RgbImage {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 3);
  const noise = uniforms(seed, { index: 0, length: data.length });
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / 3);
    const [x, y] = [(pixel % WIDTH) / WIDTH, Math.floor(pixel / WIDTH) / HEIGHT];
    data[i] = 128 + 90 * Math.sin(6 * x + 2 * (i % 3)) * Math.cos(5 * y) + 16 * (noise[i] - 0.5);
  }
  return { data, width: WIDTH, height: HEIGHT };
}
