import type { Generator } from "@tiny-cats/core";
import { detectNoise } from "../../noise/detect-noise.ts";
import { type Extracted, extractAll, type Seen } from "../extract/extract-all.ts";
import type { PictureExtractor } from "../extract/open-extractor.ts";
import { type DrawAllOptions, drawAll } from "./draw-all.ts";
import { pixelsSha256 } from "./pixels-sha256.ts";
import type { Sample } from "./sample-sheet.ts";

export interface SeeDrawingsOptions extends Omit<DrawAllOptions, "onStep"> {
  /** Drawings of each breed to keep for a sheet. */
  samples: number;
  onProgress?(done: number, total: number): void;
}

/** Drawings that are noise, or else no pictures of anything. */
export interface NoiseReport {
  share: number;
  n: number;
  /** The first 100 of them, and which statistics are outside their limits. */
  drawings: { breed: string; index: number; outside: string[] }[];
}

/** Drawings as networks see them. */
export interface SeenDrawings {
  /** By each network; the rows are those of `drawings`. */
  drawn: Extracted[];
  drawings: { label: number; breed: string; index: number }[];
  shown: Sample[];
  /** Null where drawings are too small to tell. */
  noise: NoiseReport | null;
}

const LISTED = 100;
const LEAST_SIDE = 32;

/** Draws, and shows each drawing to the networks and to the detector of noise; a few are in memory at once. */
export async function seeDrawings(
  generator: Generator,
  extractors: readonly PictureExtractor[],
  { samples, onProgress, ...options }: SeeDrawingsOptions,
): Promise<SeenDrawings> {
  const { labels, generation } = generator.manifest;
  const total = generation.drawable.length * options.perBreed;
  const drawings: SeenDrawings["drawings"] = [];
  const shown: Sample[] = [];
  const noisy: NoiseReport["drawings"] = [];
  const large = generation.image_size >= LEAST_SIDE;

  async function* pictures(): AsyncGenerator<Seen> {
    const onStep = (share: number, count: number) => onProgress?.(drawings.length + share * count, total);
    for await (const { label, index, image } of drawAll(generator, { ...options, onStep })) {
      const breed = labels[label];
      drawings.push({ label, breed, index });
      if (index < samples) shown.push({ breed, index, image });
      const verdict = large ? detectNoise(image) : undefined;
      if (verdict?.noise) noisy.push({ breed, index, outside: verdict.outside });
      onProgress?.(drawings.length, total);
      yield { key: pixelsSha256(image), image: () => image };
    }
  }

  const { cache, signal } = options;
  const drawn = await extractAll(pictures(), extractors, { cache, signal });
  const n = drawings.length;
  const noise = large ? { share: noisy.length / n, n, drawings: noisy.slice(0, LISTED) } : null;
  return { drawn, drawings, shown, noise };
}
