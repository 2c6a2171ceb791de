import { type ImageItem, itemsSha256 } from "@tiny-cats/data";
import { sha256File } from "@tiny-cats/files";
import type { Manifest, Measured } from "@tiny-cats/schema";
import { seenInTraining } from "./seen-in-training.ts";

export interface ReferenceFactsOptions {
  /** Of the set. */
  name: string;
  /** What the pictures' splits are called. */
  split: string;
  signal?: AbortSignal;
}

/** What real pictures are, for reports: their hash over all, and, as a sentence too, whether the model's training saw them. */
export async function referenceFacts(
  manifest: Manifest,
  items: readonly ImageItem[],
  { name, split, signal }: ReferenceFactsOptions,
): Promise<{ data: NonNullable<Measured["data"]>; saw: string | undefined }> {
  const saw = seenInTraining(manifest, name, [...new Set(items.flatMap((item) => item.split ?? []))]);
  const hashed = await Promise.all(
    items.map(async (item) => ({ ...item, sha256: await sha256File(item.path, { signal }) })),
  );
  const facts = { name, split, n: items.length, sha256: itemsSha256(hashed) };
  return { data: { ...facts, ...(saw !== undefined && { seen_in_training: true }) }, saw };
}
