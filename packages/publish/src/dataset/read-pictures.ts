import { hashImageSet, type ImageItem, itemsSha256, openImageSet } from "@tiny-cats/data";
import { absentFiles } from "./absent-files.ts";
import type { DatasetFacts } from "./dataset-facts.ts";
import { fileMissing } from "./file-missing.ts";
import type { ReadDatasetOptions } from "./read-dataset.ts";

/** Counts a set of pictures with classes, by split and class; each is held to the hash that the set gives it. */
export async function readPictures(folder: string, { signal, onProgress }: ReadDatasetOptions): Promise<DatasetFacts> {
  const stop = signal ? { signal } : {};
  const set = await openImageSet(folder, { ...stop, allowEmpty: true });
  const missing = await absentFiles(set.items, stop);
  if (missing.length > 0) {
    throw fileMissing(
      missing.map(({ file }) => file),
      set.layout === "index" ? "index.csv" : "the set's list",
    );
  }
  const { items } = await hashImageSet(set, {
    ...stop,
    onProgress: ({ done, total }) => onProgress?.({ what: "reading pictures", done, total }),
  });
  return {
    title: set.name,
    tasks: ["image-classification"],
    item: "a picture with its class",
    splits: [...bySplit(items)].map(([name, part]) => ({
      name,
      items: part.length,
      classes: countLabels(set.labels, part),
    })),
    sha256: itemsSha256(items),
  };
}

/** A set without splits is all for training, as the Hub's viewers read it. */
function bySplit(items: readonly ImageItem[]): Map<string, ImageItem[]> {
  const parts = new Map<string, ImageItem[]>();
  for (const name of ["train", "val", "test"]) {
    const part = items.filter(({ split }) => (split ?? "train") === name);
    if (part.length > 0) parts.set(name, part);
  }
  return parts;
}

function countLabels(labels: readonly string[], items: readonly ImageItem[]): Record<string, number> {
  const counts = new Map(labels.map((label) => [label, 0]));
  for (const { label } of items) counts.set(label, counts.get(label)! + 1);
  return Object.fromEntries(counts);
}
