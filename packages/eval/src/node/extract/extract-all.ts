import { normalize, type RgbImage, resize } from "@tiny-cats/core";
import type { RecordCache } from "../cache/open-record-cache.ts";
import type { PictureExtractor } from "./open-extractor.ts";

/** A picture to see: under which hash its features are kept, and how to get its pixels where they are not. */
export interface Seen {
  key: string;
  image(): RgbImage | Promise<RgbImage>;
}

/** What a network made of pictures, a row each, in their order. */
export interface Extracted {
  features: Float32Array;
  logits: Float32Array;
  count: number;
}

export interface ExtractOptions {
  cache?: RecordCache;
  /** Pictures a run; 16 unless told. */
  batchSize?: number;
  signal?: AbortSignal;
  /** Told how many pictures are done. */
  onProgress?(done: number): void;
  /** Told of a picture whose pixels can't be had, by its place; it gets no row. Unless given, its error ends all. */
  onUnreadable?(error: unknown, place: number): void;
}

/** What all that a feature depends on is called in a cache, beside the picture. */
export function extractionKind({ manifest, features, runtime }: PictureExtractor): Record<string, unknown> {
  const { crop, rescale_factor, mean, std } = manifest.preprocessing;
  return {
    what: "features, then logits, float32",
    extractor: features.sha256,
    preprocessing: { resize: [crop.width, crop.height], resample: "bicubic", rescale_factor, mean, std },
    runtime,
  };
}

/** Bytes of a picture's features and logits. */
export function extractionSize({ features, classes }: PictureExtractor): number {
  return 4 * (features.dimension + classes.dimension);
}

/**
 * Features and logits of pictures: each resized to the network's input by Pillow's bicubic filter, whatever its shape, then scaled and normalised as the
 * network's manifest says. A batch of pictures is in memory at once.
 */
export async function extractAll(
  pictures: Iterable<Seen> | AsyncIterable<Seen>,
  extractor: PictureExtractor,
  { cache, batchSize = 16, signal, onProgress, onUnreadable }: ExtractOptions = {},
): Promise<Extracted> {
  const { crop } = extractor.manifest.preprocessing;
  const pixels = 3 * crop.width * crop.height;
  const [wide, classes] = [extractor.features.dimension, extractor.classes.dimension];
  const rows = new Map<number, Float32Array>();
  let waiting: { place: number; key: string; data: Float32Array }[] = [];
  let place = 0;

  async function run(): Promise<void> {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    const data = new Float32Array(batch.length * pixels);
    batch.forEach((one, i) => void data.set(one.data, i * pixels));
    const { features, logits } = await extractor.run(data, { signal });
    for (const [i, one] of batch.entries()) {
      const row = new Float32Array(wide + classes);
      row.set(features.subarray(i * wide, (i + 1) * wide));
      row.set(logits.subarray(i * classes, (i + 1) * classes), wide);
      rows.set(one.place, row);
      await cache?.put(one.key, new Uint8Array(row.buffer));
    }
  }

  async function take({ key, image }: Seen): Promise<void> {
    signal?.throwIfAborted();
    const kept = await cache?.get(key);
    if (kept) rows.set(place, new Float32Array(kept.slice().buffer));
    else {
      try {
        const small = resize(await image(), { width: crop.width, height: crop.height, filter: "bicubic" });
        waiting.push({ place, key, data: normalize(small, extractor.manifest.preprocessing) });
      } catch (error) {
        if (!onUnreadable || signal?.aborted) throw error;
        onUnreadable(error, place);
      }
    }
    place++;
    if (waiting.length >= batchSize) await run();
    onProgress?.(place);
  }

  try {
    for await (const picture of pictures) await take(picture);
    await run();
  } finally {
    // What is done stays done, however this ends.
    await cache?.flush();
  }
  const ordered = [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
  const result = {
    features: new Float32Array(ordered.length * wide),
    logits: new Float32Array(ordered.length * classes),
    count: ordered.length,
  };
  ordered.forEach((row, i) => {
    result.features.set(row.subarray(0, wide), i * wide);
    result.logits.set(row.subarray(wide), i * classes);
  });
  return result;
}
