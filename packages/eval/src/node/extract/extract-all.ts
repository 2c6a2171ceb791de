import type { RgbImage } from "@tiny-cats/core";
import { openRecordCache, type RecordCache } from "../cache/open-record-cache.ts";
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
  /** A folder to keep what networks made of pictures in. */
  cache?: string;
  /** Pictures a run; 16 unless told. */
  batchSize?: number;
  signal?: AbortSignal;
  /** Told how many pictures are done. */
  onProgress?(done: number): void;
  /** Told of a picture whose pixels can't be had, by its place; it gets no row. Unless given, its error ends all. */
  onUnreadable?(error: unknown, place: number): void;
}

/** A network at work: rows by the pictures' places, and what waits for the next run. */
interface Extraction {
  extractor: PictureExtractor;
  cache: RecordCache | undefined;
  rows: Map<number, Float32Array>;
  waiting: { place: number; key: string; data: Float32Array }[];
}

/** What each of some networks makes of pictures. A batch of pictures is in memory at once. */
export async function extractAll(
  pictures: Iterable<Seen> | AsyncIterable<Seen>,
  extractors: readonly PictureExtractor[],
  { cache: folder, batchSize = 16, signal, onProgress, onUnreadable }: ExtractOptions = {},
): Promise<Extracted[]> {
  const works: Extraction[] = await Promise.all(
    extractors.map(async (extractor) => ({
      extractor,
      cache: await openFor(extractor, folder, signal),
      rows: new Map(),
      waiting: [],
    })),
  );
  let place = 0;

  async function take({ key, image }: Seen): Promise<void> {
    signal?.throwIfAborted();
    const kept = await Promise.all(works.map(({ cache }) => cache?.get(key)));
    try {
      const seen = kept.every((record) => record) ? undefined : await image();
      for (const [i, { extractor, rows, waiting }] of works.entries()) {
        const record = kept[i];
        if (record) rows.set(place, new Float32Array(record.slice().buffer));
        else waiting.push({ place, key, data: extractor.prepare(seen!) });
      }
    } catch (error) {
      if (!onUnreadable || signal?.aborted) throw error;
      onUnreadable(error, place);
    }
    place++;
    for (const work of works) if (work.waiting.length >= batchSize) await runWaiting(work, signal);
    onProgress?.(place);
  }

  try {
    for await (const picture of pictures) await take(picture);
    for (const work of works) await runWaiting(work, signal);
  } finally {
    // What is done stays done, however this ends.
    for (const { cache } of works) await cache?.flush();
  }
  return works.map(gather);
}

async function openFor(
  { features, classes, preprocessing, runtime }: PictureExtractor,
  folder: string | undefined,
  signal: AbortSignal | undefined,
): Promise<RecordCache | undefined> {
  if (folder === undefined) return undefined;
  const what = "features, then logits, float32";
  return openRecordCache(folder, {
    kind: { what, extractor: features.sha256, preprocessing, runtime },
    size: 4 * (features.dimension + classes.dimension),
    signal,
  });
}

async function runWaiting(work: Extraction, signal: AbortSignal | undefined): Promise<void> {
  const { extractor, cache, rows, waiting } = work;
  if (waiting.length === 0) return;
  work.waiting = [];
  const { inputSize } = extractor;
  const [wide, classes] = [extractor.features.dimension, extractor.classes.dimension];
  const data = new Float32Array(waiting.length * inputSize);
  waiting.forEach((one, i) => void data.set(one.data, i * inputSize));
  const { features, logits } = await extractor.run(data, { signal });
  for (const [i, { place, key }] of waiting.entries()) {
    const row = new Float32Array(wide + classes);
    row.set(features.subarray(i * wide, (i + 1) * wide));
    row.set(logits.subarray(i * classes, (i + 1) * classes), wide);
    rows.set(place, row);
    await cache?.put(key, new Uint8Array(row.buffer));
  }
}

function gather({ extractor, rows }: Extraction): Extracted {
  const [wide, classes] = [extractor.features.dimension, extractor.classes.dimension];
  const ordered = [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
  const features = new Float32Array(ordered.length * wide);
  const logits = new Float32Array(ordered.length * classes);
  for (const [i, row] of ordered.entries()) {
    features.set(row.subarray(0, wide), i * wide);
    logits.set(row.subarray(wide), i * classes);
  }
  return { features, logits, count: ordered.length };
}
