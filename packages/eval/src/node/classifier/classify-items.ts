import type { Classifier } from "@tiny-cats/core";
import type { Picture } from "@tiny-cats/core/node";
import type { ImageItem } from "@tiny-cats/data";
import { sha256File } from "@tiny-cats/files";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { RecordCache } from "../cache/open-record-cache.ts";

/** A picture that could not be measured, and why. */
export interface BrokenPicture {
  file: string;
  label: string;
  code: string;
  message: string;
}

/** What came of a picture. */
export type ItemOutcome = { item: ImageItem & { sha256: string }; logits: Float32Array } | { broken: BrokenPicture };

export interface ClassifyItemsOptions {
  cache?: RecordCache;
  batchSize: number;
  signal?: AbortSignal;
}

/** Classifies pictures in their order, those in the cache without reading more of them than their bytes' hash. A fault of a picture is an outcome. */
export async function* classifyItems(
  classifier: Classifier<Picture>,
  items: readonly ImageItem[],
  { cache, batchSize, signal }: ClassifyItemsOptions,
): AsyncGenerator<ItemOutcome> {
  // Some batches at once, so that one is read while another runs.
  const stride = 8 * batchSize;
  for (let start = 0; start < items.length; start += stride) {
    const part = items.slice(start, start + stride);
    const outcomes: (ItemOutcome | undefined)[] = Array(part.length);
    const asked: { place: number; item: ImageItem & { sha256: string } }[] = [];
    for (const [place, item] of part.entries()) {
      const hashed = await hashItem(item, signal);
      if ("broken" in hashed) {
        outcomes[place] = hashed;
        continue;
      }
      const kept = await cache?.get(hashed.item.sha256);
      if (kept) outcomes[place] = { item: hashed.item, logits: new Float32Array(kept.slice().buffer) };
      else asked.push({ place, item: hashed.item });
    }
    const onUnreadable = (error: unknown, i: number) => {
      outcomes[asked[i].place] = { broken: brokenPicture(asked[i].item, error, signal) };
    };
    const paths = asked.map(({ item }) => item.path);
    const left = asked[Symbol.iterator]();
    try {
      for await (const { logits } of classifier.classifyAll(paths, { signal, batchSize, onUnreadable })) {
        let { place, item } = left.next().value!;
        while (outcomes[place]) ({ place, item } = left.next().value!);
        outcomes[place] = { item, logits };
        await cache?.put(item.sha256, new Uint8Array(logits.slice().buffer));
      }
    } finally {
      await cache?.flush();
    }
    yield* outcomes as ItemOutcome[];
  }
}

/** The picture with its file's hash, held to the one that the set gives. */
async function hashItem(
  item: ImageItem,
  signal: AbortSignal | undefined,
): Promise<{ item: ImageItem & { sha256: string } } | { broken: BrokenPicture }> {
  try {
    const sha256 = await sha256File(item.path, { signal });
    if (item.sha256 === undefined || item.sha256 === sha256) return { item: { ...item, sha256 } };
    const message = `"${item.file}" is not the file that the index describes`;
    return { broken: { file: item.file, label: item.label, code: "hash-mismatch", message } };
  } catch (error) {
    return { broken: brokenPicture(item, error, signal) };
  }
}

/** What to say of a picture that can't be read; what is wrong with the machine, or the end of the work, is thrown. */
export function brokenPicture(
  { file, label, path }: ImageItem,
  error: unknown,
  signal: AbortSignal | undefined,
): BrokenPicture {
  signal?.throwIfAborted();
  if (!isTinyCatsError(error) || error.code === "no-decoder") throw error;
  // Where a set lies on this machine is nobody's business in a report.
  return { file, label, code: error.code, message: error.message.replaceAll(path, file) };
}
