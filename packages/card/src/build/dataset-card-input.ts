import type { CardNotes } from "./card-notes.ts";
import type { CardFile } from "./model-card-input.ts";

/** Items of one part of a data set. */
export interface DatasetSplit {
  name: string;
  items: number;
  /** Items of each class, where it has classes. */
  classes?: Readonly<Record<string, number>>;
  /** Of the list of its items, or of its file. */
  sha256?: string;
}

/** What was counted of a data set; of what lies there, not of what was meant to. */
export interface DatasetFacts {
  /** Such as "Cat heads". */
  title: string;
  /** The Hub's tasks, such as "image-classification". */
  tasks?: readonly string[];
  /** What one item is, such as "a photo" or "a text". */
  item?: string;
  splits: readonly DatasetSplit[];
  /** More of what was found, in words, such as sizes and pictures that occur twice. */
  properties?: readonly { name: string; value: string }[];
}

/** Everything a dataset card is made of. */
export interface DatasetCardInput extends DatasetFacts {
  /** An SPDX expression; without it the card is not valid. */
  license?: string;
  /** What it was made from. */
  sources?: readonly { name: string; license?: string; url?: string }[];
  files: readonly CardFile[];
  /** Where it is published, owner/name. */
  repo?: string;
  notes?: CardNotes;
}
