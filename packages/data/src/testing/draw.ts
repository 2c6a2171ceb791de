import { encodePng } from "@tiny-cats/core/png";
import sharp from "sharp";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";

/** A blurred picture of its own for every seed: a noise of 6x5 enlarged, so that small changes leave it looking the same. */
async function draw(seed: number, { width = 60, height = 50 } = {}) {
  const noise = Buffer.from(formulaBytes(seed * 7919 + 1, 6 * 5 * 3));
  const data = await sharp(noise, { raw: { width: 6, height: 5, channels: 3 } })
    .resize(width, height, { kernel: "cubic", fit: "fill" })
    .raw()
    .toBuffer();
  return { data: new Uint8ClampedArray(data), width, height };
}

/** That picture as a PNG file. */
export async function drawPng(seed: number, size = {}): Promise<Uint8Array> {
  return encodePng(await draw(seed, size));
}

/** That picture as a JPEG file. */
export async function drawJpeg(
  seed: number,
  { quality = 80, ...size }: { quality?: number; width?: number; height?: number } = {},
): Promise<Uint8Array> {
  const { data, width, height } = await draw(seed, size);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
}
