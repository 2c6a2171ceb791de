import type { DataReport } from "@tiny-cats/schema";
import type { ImageItem } from "../images/image-set.ts";
import type { Examined } from "./examine-picture.ts";
import { isLeak } from "./is-leak.ts";
import { type Placed, placed } from "./placed.ts";

/** Groups of files with the same bytes, in the order of the set. */
export function exactDuplicates(
  items: readonly ImageItem[],
  examined: readonly Examined[],
): DataReport["exact_duplicates"] {
  const groups = new Map<string, Placed[]>();
  items.forEach((item, i) => {
    const { sha256 } = examined[i];
    if (sha256 === undefined) return;
    const group = groups.get(sha256);
    if (group) group.push(placed(item));
    else groups.set(sha256, [placed(item)]);
  });
  return [...groups]
    .filter(([, files]) => files.length > 1)
    .map(([sha256, files]) => ({ sha256, files, leak: isLeak(files) }));
}
