import { createHash } from "node:crypto";
import type { ImageItem } from "../images/image-set.ts";

/**
 * The hash that stands for pictures in reports: SHA-256 over a line for each, in the order of their names, that holds the JSON array
 * [name, label, split or null, SHA-256 of the file or null]. What lies where does not matter, nor does the order they are given in.
 */
export function itemsSha256(items: readonly Pick<ImageItem, "file" | "label" | "split" | "sha256">[]): string {
  const hash = createHash("sha256");
  const ordered = [...items].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  for (const { file, label, split, sha256 } of ordered) {
    hash.update(`${JSON.stringify([file, label, split, sha256 ?? null])}\n`);
  }
  return hash.digest("hex");
}
