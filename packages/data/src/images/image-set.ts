import type { Split } from "./split-name.ts";

/** A rectangle in the pixels of a picture, from its upper left corner. */
export interface Box {
  xmin: number;
  ymin: number;
  xmax: number;
  ymax: number;
}

/** What a set says of one picture. */
export interface ImageItem {
  /** Its name in the set, with "/" between parts; unique. */
  file: string;
  /** Where it lies on this machine. */
  path: string;
  /** A breed's label where its class is one, "Other" for what is no cat, else the class as the set has it. */
  label: string;
  /** The class as the set has it, such as "american_bulldog". */
  category: string;
  /** Null where the set gives none. */
  split: Split | null;
  /** In pixels, where the set says it. */
  size?: { width: number; height: number };
  /** Of the animal's head, where the set says it. */
  box?: Box;
  /** Of the file, where the set says it. It is not held to the file on opening. */
  sha256?: string;
}

/** How a set says what its pictures are. */
export type Layout = "folders" | "index" | "list";

/** Pictures with labels. */
export interface ImageSet {
  /** The set's folder on this machine. */
  folder: string;
  /** The folder's own name. */
  name: string;
  layout: Layout;
  items: readonly ImageItem[];
  /** Every class, breeds first in the order of the models; an empty one too. */
  labels: readonly string[];
  /** Files below a folder of classes, or beside them, that are none of its pictures. */
  ignored: readonly string[];
}
