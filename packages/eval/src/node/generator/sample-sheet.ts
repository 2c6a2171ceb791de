import type { RgbImage } from "@tiny-cats/core";
import { montage } from "@tiny-cats/core/montage";
import { encodePng } from "@tiny-cats/core/png";

/** A drawing on a sheet. */
export interface Sample {
  breed: string;
  index: number;
  image: RgbImage;
}

/** Pixels of a cell at least, so that labels fit. */
const CELL = 128;

/** A sheet as PNG: breeds below each other, each drawing with its breed, seed and number as "Bengal 7.0". */
export async function sampleSheet(samples: readonly Sample[], seed: number): Promise<Uint8Array> {
  const columns = Math.max(...samples.map(({ index }) => index)) + 1;
  const scale = Math.max(1, Math.round(CELL / samples[0].image.width));
  const labels = samples.map(({ breed, index }) => `${breed} ${seed}.${index}`.replace(/[^A-Za-z0-9 .%-]/g, "-"));
  return encodePng(
    montage(
      samples.map(({ image }) => image),
      { columns, scale, labels },
    ),
    { text: { Description: `seed ${seed}; under each drawing its breed, the seed, and its number` } },
  );
}
