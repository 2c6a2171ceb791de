import { TinyCatsError } from "@tiny-cats/schema/errors";
import { classLabels } from "./class-labels.ts";
import type { ListedItem } from "./listed-item.ts";
import type { Split } from "./split-name.ts";

const LONGEST_LINE = 8192;

export interface ListOptions {
  /** The split of all its pictures; none unless told. */
  split?: Split | null;
  /** Lines that a list may have; 1,000,000 unless told. */
  maxItems?: number;
}

/**
 * Reads a list of pictures, one a line: a path, then a tab or a space, then the class. A path that holds spaces needs the tab. Empty lines
 * and those that begin with # are left out.
 *
 * The lists of Oxford-IIIT Pet ("Abyssinian_100 1 1 1": picture, class, species 1 cat or 2 dog, breed) are known by the form of all their
 * lines; the class is then the picture's name without its number.
 *
 * @throws TinyCatsError "invalid-list" with the line.
 */
export function parseList(text: string, { split = null, maxItems = 1_000_000 }: ListOptions = {}): ListedItem[] {
  const lines = text
    .split("\n")
    .map((line, i) => ({ line: i + 1, text: line.replace(/\r$/, "") }))
    .filter((line) => line.text.trim() !== "" && !line.text.startsWith("#"));
  if (lines.length > maxItems) throw invalidList(lines[maxItems].line, `there are more than ${maxItems} pictures`);
  const long = lines.find((line) => line.text.length > LONGEST_LINE);
  if (long) throw invalidList(long.line, `it is longer than ${LONGEST_LINE} characters`);
  const label = classLabels();
  const pets = lines.map((line) => /^(\S+)_(\d+)(\.\w+)? \d+ ([12]) \d+\s*$/.exec(line.text));
  if (pets.every((pet) => pet !== null)) {
    return pets.map(([, category, number, ending = ".jpg", species]) => {
      const file = `${category}_${number}${ending}`;
      return { file, category, label: label(category, species === "1" ? "cat" : "dog"), split };
    });
  }
  return lines.map((line) => {
    const parts = /^([^\t]+)\t(.+)$/.exec(line.text) ?? /^(\S+) +(.+)$/.exec(line.text);
    const category = parts?.[2].trim();
    if (!parts || !category) throw invalidList(line.line, `"${line.text.slice(0, 100)}" is no path and class`);
    return { file: parts[1].trim(), category, label: label(category), split };
  });
}

function invalidList(line: number, message: string): TinyCatsError {
  return new TinyCatsError("invalid-list", `line ${line}: ${message}`, {
    value: line,
    remedy: "write a line a picture: its path, a tab, its class",
  });
}
