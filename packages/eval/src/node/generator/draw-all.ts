import type { Generator, RgbImage } from "@tiny-cats/core";
import { sha256 } from "@tiny-cats/files";
import type { Sampler } from "@tiny-cats/schema";
import { openRecordCache } from "../cache/open-record-cache.ts";

/** A drawing among others. */
export interface NumberedDrawing {
  label: number;
  /** Which of the seed's pictures of the breed. */
  index: number;
  image: RgbImage;
}

export interface DrawAllOptions {
  perBreed: number;
  seed: number;
  sampler: Sampler;
  modelSha256: string;
  batchSize: number;
  /** A folder to keep drawings in. */
  cache?: string;
  signal?: AbortSignal;
  /** Told after each step of the solver what part of a run is done, 0 to 1, of how many drawings. */
  onStep?(share: number, pictures: number): void;
}

/** Draws the pictures 0 to perBreed - 1 of every breed that the model draws, breed by breed, a run in memory at a time. */
export async function* drawAll(
  generator: Generator,
  { perBreed, seed, sampler, modelSha256, batchSize, cache: folder, signal, onStep }: DrawAllOptions,
): AsyncGenerator<NumberedDrawing> {
  const { drawable, image_size: side } = generator.manifest.generation;
  const { steps, solver, times, guidance } = sampler;
  const size = 3 * side * side;
  const kind = { what: "drawings, 8-bit RGB", model: modelSha256, seed, sampler, runtime: generator.runtime };
  const cache =
    folder === undefined ? undefined : await openRecordCache(folder, { kind, size, batch: batchSize, signal });
  const keyOf = ({ label, index }: { label: number; index: number }) =>
    sha256(new TextEncoder().encode(JSON.stringify([label, index])));
  const wanted = drawable.flatMap((label) => Array.from({ length: perBreed }, (_, index) => ({ label, index })));
  try {
    for (let start = 0; start < wanted.length; start += batchSize) {
      signal?.throwIfAborted();
      const part = wanted.slice(start, start + batchSize);
      const kept = await Promise.all(part.map((one) => cache?.get(keyOf(one))));
      const missing = part.filter((_, i) => kept[i] === undefined);
      const drawn = generator.draw(
        missing.map(({ label, index }) => ({ breed: label, index })),
        {
          seed,
          steps,
          solver,
          times,
          guidance: guidance.scale,
          guidanceInterval: guidance.interval,
          guidanceRescale: guidance.rescale,
          batchSize,
          signal,
          onStep: ({ step }) => onStep?.(step / steps, missing.length),
        },
      );
      for (const [i, one] of part.entries()) {
        let data: Uint8Array | Uint8ClampedArray | undefined = kept[i];
        if (!data) {
          const next = await drawn.next();
          if (next.done) return;
          data = next.value.image.data;
          await cache?.put(keyOf(one), new Uint8Array(data));
        }
        yield { ...one, image: { data: new Uint8ClampedArray(data), width: side, height: side } };
      }
    }
  } finally {
    await cache?.flush();
  }
}
