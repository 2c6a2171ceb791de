import type { DataReport } from "@tiny-cats/schema";
import type { ImageItem } from "../images/image-set.ts";
import type { Examined } from "./examine-picture.ts";
import { isLeak } from "./is-leak.ts";
import { nearPairs } from "./near-pairs.ts";
import type { PerceptualHash } from "./perceptual-hash.ts";
import { placed } from "./placed.ts";

const MOST_PAIRS = 10_000;

/** How pictures were compared, for the report. */
const METHOD =
  "64-bit perceptual hash (Zauner 2010): 32x32 by a box filter, BT.601 grey, 8x8 lowest frequencies of the cosine transform above their median; Hamming distance";

/** Pairs of pictures that look the same, nearest first; of files with the same bytes the first stands for all. */
export async function nearDuplicates(
  items: readonly ImageItem[],
  examined: readonly Examined[],
  options: {
    threshold: number;
    signal?: AbortSignal;
    onProgress?: (progress: { done: number; total: number }) => void;
  },
): Promise<NonNullable<DataReport["near_duplicates"]>> {
  const seen = new Set<string>();
  const compared: { item: ImageItem; hash: PerceptualHash }[] = [];
  items.forEach((item, i) => {
    const { sha256, hash } = examined[i];
    if (!hash || sha256 === undefined || seen.has(sha256)) return;
    seen.add(sha256);
    compared.push({ item, hash });
  });
  const hashes = compared.map(({ hash }) => hash);
  const { pairs, truncated } = await nearPairs(hashes, { ...options, maxPairs: MOST_PAIRS });
  const listed = pairs
    .sort((x, y) => x.distance - y.distance)
    .map(({ a, b, distance }) => {
      const files = [placed(compared[a].item), placed(compared[b].item)];
      return { files, distance, leak: isLeak(files) };
    });
  return { method: METHOD, threshold: options.threshold, compared: compared.length, truncated, pairs: listed };
}
