import type { RgbImage } from "@tiny-cats/core";
import { loadGenerator, type WorkerPool } from "@tiny-cats/core/node";
import type { PublishedModel } from "../folder/open-model.ts";
import { requireModestSize } from "./require-modest-size.ts";

/** A drawing of each breed. */
export type Drawings = readonly { label: string; image: RgbImage }[];

/** The most breeds that are drawn: a manifest may list any number. */
const MOST = 64;

/** Draws the first picture of seed 0 of each drawable breed, with the sampler that the manifest recommends. Throws what loading and drawing throw. */
export async function drawEach(
  model: PublishedModel,
  { pool, signal }: { pool: WorkerPool; signal?: AbortSignal },
): Promise<Drawings> {
  requireModestSize(model);
  const stop = signal ? { signal } : {};
  await using generator = await loadGenerator(model.folder, { pool, ...stop });
  const drawings: { label: string; image: RgbImage }[] = [];
  for await (const { image, settings } of generator.draw(generator.drawable.slice(0, MOST), { seed: 0, ...stop }))
    drawings.push({ label: settings.breed, image });
  return drawings;
}
