import { BREEDS } from "@tiny-cats/core";
import type { ImageItem } from "@tiny-cats/data";

/** The label that stands for what is no cat. */
const OTHER = "Other";

/** What a generator learns to draw. */
export interface DrawnClasses {
  /** By class. */
  readonly labels: readonly string[];
  /** Of the pictures' classes, in order. */
  readonly drawn: readonly number[];
  /** The pictures that are learnt from: those of "Other" are not. */
  readonly keep: (item: ImageItem) => boolean;
  readonly classOf: (label: string) => number;
}

/** Classes of pictures: the breeds where all of them are breeds, else their own labels in alphabetical order. */
export function drawnClasses(items: readonly ImageItem[]): DrawnClasses {
  const found = [...new Set(items.map(({ label }) => label))].filter((label) => label !== OTHER).sort();
  const breeds = BREEDS.map(({ label }) => label);
  const labels = found.every((label) => breeds.includes(label)) ? breeds : found;
  const ids = new Map(labels.map((label, id) => [label, id]));
  return {
    labels,
    drawn: found.map((label) => ids.get(label)!).sort((a, b) => a - b),
    keep: ({ label }) => label !== OTHER,
    classOf: (label) => ids.get(label)!,
  };
}
