import { safeJoin } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { classLabels } from "./class-labels.ts";
import type { ImageItem } from "./image-set.ts";
import type { OpenImageSetOptions } from "./set-options.ts";
import { type Split, splitNamed } from "./split-name.ts";
import { walkFiles } from "./walk-files.ts";

const PICTURE = /\.(?:jpe?g|png|webp|avif|gif|tiff?)$/i;

/** What a way of reading a set found. */
export interface FoundItems {
  items: ImageItem[];
  /** Labels of classes, those without pictures included. */
  labels: string[];
  ignored: string[];
}

/**
 * Reads a folder whose folders are classes, or splits (train, val, test in their usual spellings) that hold the classes. A class's pictures
 * may lie in folders inside it.
 *
 * @throws TinyCatsError "ambiguous-layout" and what walking throws.
 */
export async function readFolders(root: string, options: OpenImageSetOptions): Promise<FoundItems> {
  const { files, folders } = await walkFiles(root, options);
  const label = classLabels();
  const bySplit = hasSplits(folders.filter((folder) => !folder.includes("/")));
  const place = bySplit ? 1 : 0;
  const classes = folders.filter((folder) => folder.split("/").length === place + 1);
  const items: ImageItem[] = [];
  const ignored: string[] = [];
  for (const file of files) {
    const parts = file.split("/");
    if (parts.length < place + 2 || !PICTURE.test(file)) ignored.push(file);
    else {
      const split: Split | null = bySplit ? (splitNamed(parts[0]) ?? null) : null;
      const category = parts[place];
      items.push({ file, path: safeJoin(root, file), label: label(category), category, split });
    }
  }
  return { items, labels: classes.map((folder) => label(folder.split("/")[place])), ignored };
}

/** Whether the folders at the top are splits. Some of each would leave in doubt which are classes. */
function hasSplits(top: readonly string[]): boolean {
  const splits = top.filter((name) => splitNamed(name) !== undefined);
  if (splits.length === 0) return false;
  const others = top.filter((name) => splitNamed(name) === undefined);
  if (others.length === 0) return true;
  throw new TinyCatsError(
    "ambiguous-layout",
    `"${splits[0]}" is named for a split and "${others[0].slice(0, 100)}" beside it is not`,
    { value: { splits, others }, remedy: "put every class inside train, val or test, or none" },
  );
}
