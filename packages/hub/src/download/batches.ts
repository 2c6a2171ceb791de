import { BLOCK } from "./block.ts";
import type { WantedFile } from "./content.ts";

/** Files that are brought one after the other under one lock. */
export interface Batch {
  /** Name of the lock: a large content's oid, or the same for a sixteenth of all small ones, whose locks would take longer than they do. */
  lock: string;
  /** Files of the same content together. */
  contents: WantedFile[][];
}

/** Files by content, large ones first, so that none is left for the end. */
export function batches(files: readonly WantedFile[]): Batch[] {
  const contents = groupBy(files, ({ oid }) => oid);
  const batches = groupBy(contents.values(), ([{ oid, size }]) => (size >= BLOCK ? oid : `small-${oid[0]}`));
  return [...batches]
    .map(([lock, contents]) => ({ lock, contents }))
    .sort(({ contents: [[a]] }, { contents: [[b]] }) => b.size - a.size);
}

function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
