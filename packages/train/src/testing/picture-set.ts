import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodePng } from "@tiny-cats/core/png";
import { type ImageSet, openImageSet } from "@tiny-cats/data";

export interface PictureSetOptions {
  /** Pictures of each breed to learn from. */
  readonly train?: number;
  /** And to measure with. */
  readonly val?: number;
  /** Whether each has a head's box. */
  readonly heads?: boolean;
}

const BREEDS = ["Bengal", "Persian"];
const SIDE = 40;

/** A set of two breeds, red with stripes and blue with rings, that a small network can tell apart. */
export async function pictureSet(
  folder: string,
  { train = 8, val = 4, heads = true }: PictureSetOptions = {},
): Promise<ImageSet> {
  mkdirSync(join(folder, "images"));
  const rows = ["file,breed,species,split,head_xmin,head_ymin,head_xmax,head_ymax"];
  for (const [kind, breed] of BREEDS.entries()) {
    for (let i = 0; i < train + val; i++) {
      const file = `${breed}_${i}.png`;
      writeFileSync(join(folder, "images", file), await encodePng(drawn(kind, i)));
      const box = heads ? [8 + (i % 3), 9, 30, 31 - (i % 2)] : ["", "", "", ""];
      rows.push([file, breed, "cat", i < train ? "train" : "val", ...box].join(","));
    }
  }
  writeFileSync(join(folder, "index.csv"), `${rows.join("\n")}\n`);
  return openImageSet(folder);
}

function drawn(kind: number, i: number) {
  const data = new Uint8ClampedArray(SIDE * SIDE * 3);
  for (let y = 0, at = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++, at += 3) {
      const wave = kind === 0 ? Math.sin(x / 2 + i) : Math.sin(Math.hypot(x - 20 + i, y - 20) / 2);
      data.set([150 - 100 * kind + 40 * wave, 60 + 7 * i, 50 + 120 * kind - 30 * wave], at);
    }
  }
  return { data, width: SIDE, height: SIDE };
}
