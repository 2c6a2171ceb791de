import type { DataReport } from "@tiny-cats/schema";
import type { ImageSet } from "../images/image-set.ts";

/** The order in which splits are told; "none" is that of pictures without one. */
export const SPLIT_NAMES = ["train", "val", "test", "none"] as const;

/** How many pictures each class has, in all and by each split that the set has. */
export function countLabels({ items, labels }: Pick<ImageSet, "items" | "labels">): DataReport["labels"] {
  const given = new Set(items.map(({ split }) => split ?? "none"));
  const counts = new Map(labels.map((label) => [label, new Map<string, number>()]));
  for (const { label, split } of items) {
    const bySplit = counts.get(label)!;
    bySplit.set(split ?? "none", (bySplit.get(split ?? "none") ?? 0) + 1);
  }
  const names = SPLIT_NAMES.filter((name) => given.has(name));
  return [...counts].map(([label, bySplit]) => {
    const splits = Object.fromEntries(names.map((name) => [name, bySplit.get(name) ?? 0]));
    return { label, n: Object.values(splits).reduce((sum, n) => sum + n, 0), splits };
  });
}
