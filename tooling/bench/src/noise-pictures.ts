import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { crop, normals, type RgbImage, resize, uniforms } from "@tiny-cats/core";
import { decodeImage } from "@tiny-cats/core/node";
import sharp from "sharp";

/** Normal noise about grey: `grey` gives all channels one; standard deviations and blur in values and pixels. */
export function noise(seed: number, { std, blur = 0, grey = false, side = 64 }: NoiseShape): RgbImage {
  const planes = Array.from({ length: 3 }, (_, c) =>
    blurred(Float64Array.from(normals(seed, { index: grey ? 0 : c, length: side * side })), side, blur),
  );
  const spread = Math.sqrt(planes[0].reduce((sum, x) => sum + x * x, 0) / planes[0].length);
  const data = new Uint8ClampedArray(side * side * 3).map(
    (_, i) => 127.5 + (std / spread) * planes[i % 3][Math.floor(i / 3)],
  );
  return { data, width: side, height: side };
}

export interface NoiseShape {
  std: number;
  blur?: number;
  grey?: boolean;
  side?: number;
}

function blurred(plane: Float64Array, side: number, sigma: number): Float64Array {
  if (sigma === 0) return plane;
  const reach = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)));
  const pass = (from: Float64Array, step: (p: number, by: number) => number) =>
    from.map((_, p) => weights.reduce((sum, weight, i) => sum + weight * from[step(p, i - reach)], 0));
  const wrap = (x: number) => (x + side) % side;
  const rows = pass(plane, (p, by) => p - (p % side) + wrap((p % side) + by));
  return pass(rows, (p, by) => wrap(Math.floor(p / side) + by) * side + (p % side));
}

/** A picture as it comes out of JPEG. */
export async function throughJpeg({ data, width, height }: RgbImage, quality: number): Promise<RgbImage> {
  const encoded = await sharp(Buffer.from(data), { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
  return decodeImage(encoded);
}

/** Squares of a picture in random order; what does not fill a square is cut off. */
export function shuffled(image: RgbImage, patch: number, seed: number): RgbImage {
  const [across, down] = [image.width, image.height].map((side) => Math.floor(side / patch));
  const keys = uniforms(seed, { index: 0, purpose: 1, length: across * down });
  const order = Array.from(keys.keys()).sort((a, b) => keys[a] - keys[b]);
  const out = {
    data: new Uint8ClampedArray(across * down * patch * patch * 3),
    width: across * patch,
    height: down * patch,
  };
  order.forEach((from, to) => {
    for (let y = 0; y < patch; y++) {
      const source = ((Math.floor(from / across) * patch + y) * image.width + (from % across) * patch) * 3;
      const target = ((Math.floor(to / across) * patch + y) * out.width + (to % across) * patch) * 3;
      out.data.set(image.data.subarray(source, source + patch * 3), target);
    }
  });
  return out;
}

/** One row in `stride` of a part of Oxford-IIIT Pet, whole or as the square about its head, 1.3 times as large, at 64 pixels. */
export async function* photos(root: string, split: string, { heads, stride }: { heads: boolean; stride: number }) {
  const lines = (await readFile(join(root, "index.csv"), "utf8")).trim().split("\n").slice(1);
  const rows = lines.map((line) => line.split(",")).filter((row) => row[3] === split && (!heads || row[6] !== ""));
  for (let i = 0; i < rows.length; i += stride) {
    const [file, , , , , , x0, y0, x1, y1] = rows[i];
    const image = await decodeImage(await readFile(join(root, "images", file)));
    yield heads ? head(image, [x0, y0, x1, y1].map(Number)) : image;
  }
}

function head(image: RgbImage, [x0, y0, x1, y1]: number[]): RgbImage {
  const side = Math.min(Math.round(1.3 * Math.max(x1 - x0, y1 - y0)), image.width, image.height);
  const place = (middle: number, length: number) => Math.max(0, Math.min(length - side, Math.round(middle - side / 2)));
  const rectangle = {
    x: place((x0 + x1) / 2, image.width),
    y: place((y0 + y1) / 2, image.height),
    width: side,
    height: side,
  };
  return resize(crop(image, rectangle), { width: 64, height: 64, filter: "lanczos" });
}
