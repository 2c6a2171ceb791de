import type { CardNotes } from "./card-notes.ts";
import type { CardFile } from "./model-card-input.ts";

/** Items of one part of a data set. */
export interface DatasetSplit {
  name: string;
  items: number;
  /** Items of each class, where it has classes. */
  classes?: Readonly<Record<string, number>>;
}

/** Everything a dataset card is made of; counts are of what lies there, not of what was meant to. */
export interface DatasetCardInput {
  /** Such as "Cat heads". */
  title: string;
  /** An SPDX expression. */
  license: string;
  /** The Hub's tasks, such as "image-classification". */
  tasks?: readonly string[];
  /** What one item is, such as "a photo" or "a text". */
  item?: string;
  splits: readonly DatasetSplit[];
  /** What it was made from. */
  sources?: readonly { name: string; license?: string; url?: string }[];
  files: readonly CardFile[];
  notes?: CardNotes;
}
