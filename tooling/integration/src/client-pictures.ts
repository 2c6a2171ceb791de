import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RgbImage, resize, toRgb } from "@tiny-cats/core";
import { decodePng, encodePng } from "@tiny-cats/core/png";

/** A model's answers: logits of fixed pixel values, and the score of every label for each picture. */
export interface ClientAnswers {
  logits: number[];
  pictures: Record<string, Record<string, number>>;
}

/** Pictures whose short side is 256 and whose margins are even need no resizing and have one centre: every client must see the same. */
export const EXACT = ["wide.png", "square.png", "tall.png", "stripes.png"];
/** Ones that every client shrinks by a filter of its own. */
export const LARGER = ["chelsea.png", "large-stripes.png"];

const chelsea = join(import.meta.dirname, "..", "..", "fixtures", "chelsea.png");

/** Writes the pictures and pixels.f32, fixed pixel values of [1, 3, 224, 224], into a folder. */
export async function writeClientPictures(folder: string): Promise<void> {
  const cat = toRgb(await decodePng(readFileSync(chelsea)));
  const sizes = { "wide.png": [384, 256], "square.png": [256, 256], "tall.png": [256, 340] } as const;
  for (const [name, [width, height]] of Object.entries(sizes))
    await writePng(join(folder, name), resize(cat, { width, height, filter: "bicubic" }));
  await writePng(join(folder, "stripes.png"), stripes(300, 256));
  await writePng(join(folder, "large-stripes.png"), stripes(1200, 900));
  copyFileSync(chelsea, join(folder, "chelsea.png"));
  const pixels = Float32Array.from({ length: 3 * 224 * 224 }, (_, i) => Math.sin(i * 0.37) + Math.cos(i * 0.0113));
  writeFileSync(join(folder, "pixels.f32"), new Uint8Array(pixels.buffer));
}

function stripes(width: number, height: number): RgbImage {
  const data = new Uint8ClampedArray(3 * width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++)
        data[3 * (y * width + x) + c] = Math.round(127 + 120 * Math.sin((x + 2 * y) / (9 + 4 * c)));
  return { width, height, data };
}

async function writePng(path: string, image: RgbImage): Promise<void> {
  writeFileSync(path, await encodePng(image));
}
