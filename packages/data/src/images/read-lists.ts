import { basename } from "node:path";
import { readTextBounded, safeJoin } from "@tiny-cats/files";
import type { Layout } from "./image-set.ts";
import type { ListedItem } from "./listed-item.ts";
import { parseIndex } from "./parse-index.ts";
import { parseList } from "./parse-list.ts";
import type { OpenImageSetOptions } from "./set-options.ts";
import { splitNamed } from "./split-name.ts";

const LARGEST = 256 << 20;

/** Reads an index (.csv) or lists, given by their paths below the folder. A list named for a split gives it to its pictures. */
export async function readLists(
  root: string,
  lists: readonly string[],
  { maxItems, signal }: OpenImageSetOptions,
): Promise<{ layout: Layout; listed: ListedItem[] }> {
  const listed: ListedItem[] = [];
  let layout: Layout = "list";
  for (const list of lists) {
    const text = await readTextBounded(safeJoin(root, list), { maxBytes: LARGEST, signal });
    const limit = maxItems === undefined ? {} : { maxItems };
    if (list.toLowerCase().endsWith(".csv")) layout = "index";
    const split = splitNamed(basename(list).replace(/\.\w+$/, "")) ?? null;
    // One at a time: a million arguments are more than a call takes.
    for (const item of layout === "index" ? parseIndex(text, limit) : parseList(text, { ...limit, split })) {
      listed.push(item);
    }
  }
  return { layout, listed };
}
