import { availableParallelism } from "node:os";
import { sha256File } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { eachAtOnce } from "../each-at-once.ts";
import type { ImageItem, ImageSet } from "../images/image-set.ts";

export interface HashOptions {
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * A set whose every picture has the SHA-256 of its file, for itemsSha256. Files are held to the hashes that the set gives.
 *
 * @throws TinyCatsError "hash-mismatch"; FilesError of reading; the signal's reason.
 */
export async function hashImageSet(set: ImageSet, { signal, onProgress }: HashOptions = {}): Promise<ImageSet> {
  const items: ImageItem[] = [...set.items];
  let done = 0;
  await eachAtOnce(items.length, availableParallelism(), async (i) => {
    const item = items[i];
    const sha256 = await sha256File(item.path, { signal });
    if (item.sha256 !== undefined && item.sha256 !== sha256) {
      throw new TinyCatsError("hash-mismatch", `"${item.file}" is not the file that the index describes`, {
        value: { file: item.file, expected: item.sha256, found: sha256 },
        remedy: "fetch the picture again, or correct the index if the change was meant",
      });
    }
    items[i] = { ...item, sha256 };
    onProgress?.({ done: ++done, total: items.length });
  });
  return { ...set, items };
}
