import { realpath, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkUnique } from "./check-unique.ts";
import { compareLabels } from "./compare-labels.ts";
import { findLists } from "./find-lists.ts";
import { findPictures } from "./find-pictures.ts";
import type { ImageSet } from "./image-set.ts";
import { readFolders } from "./read-folders.ts";
import { readLists } from "./read-lists.ts";
import type { OpenImageSetOptions } from "./set-options.ts";

/**
 * Opens a folder of pictures with labels: a folder a class, with train, val and test above them or not; an index.csv; or lists, such as
 * those of Oxford-IIIT Pet. No picture is read. A class that is a breed in any spelling gets the breed's label.
 *
 * @throws TinyCatsError "set-not-found", "no-pictures", "empty-class", "ambiguous-layout", "duplicate-item", "unknown-split", "invalid-csv",
 * "invalid-data-index", "invalid-list", "link-outside-folder", "folders-too-deep", "too-many-items"; FilesError "unsafe-path" and those of
 * reading; the signal's reason.
 */
export async function openImageSet(folder: string, options: OpenImageSetOptions = {}): Promise<ImageSet> {
  const { index, allowEmpty = false, signal } = options;
  signal?.throwIfAborted();
  const root = resolve(folder);
  await checkFolder(root);
  const lists = index === undefined ? await findLists(root) : [index];
  const found = lists.length > 0 ? await readListed(root, lists, options) : await readClasses(root, options);
  if (found.items.length === 0) {
    throw new TinyCatsError("no-pictures", `there are no pictures with a class in ${root}`, {
      value: root,
      remedy: "give a folder with a folder a class, an index.csv, or a list",
    });
  }
  const filled = new Set(found.items.map(({ label }) => label));
  const labels = [...new Set([...found.labels, ...filled])].sort(compareLabels);
  const empty = labels.find((label) => !filled.has(label));
  if (empty !== undefined && !allowEmpty) {
    throw new TinyCatsError("empty-class", `the class ${empty} has no pictures`, {
      value: empty,
      remedy: "add some, or remove its folder",
    });
  }
  const name = basename(await realpath(root)) || "images";
  const { layout, items, ignored } = found;
  return { folder: root, name, layout, items, labels, ignored };
}

async function readListed(root: string, lists: readonly string[], options: OpenImageSetOptions) {
  const { layout, listed } = await readLists(root, lists, options);
  checkUnique(listed);
  return { layout, items: await findPictures(root, listed, options), labels: [], ignored: [] };
}

async function readClasses(root: string, options: OpenImageSetOptions) {
  return { layout: "folders" as const, ...(await readFolders(root, options)) };
}

async function checkFolder(root: string): Promise<void> {
  const info = await stat(root).catch(() => undefined);
  if (info?.isDirectory()) return;
  throw new TinyCatsError("set-not-found", `${root} is no folder`, {
    value: root,
    remedy: "give the folder that holds the set",
  });
}
