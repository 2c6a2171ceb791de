import type { ImageItem, ImageSet, Split } from "@tiny-cats/data";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** One split, several, or all pictures of a set. */
export type SplitChoice = Split | readonly Split[] | "all";

/**
 * The pictures of a split and what it is called in reports, "train+val" where it is several.
 *
 * @throws TinyCatsError "no-such-split" where the set has none of them, or has splits and none was named
 */
export function chooseItems(set: ImageSet, split: SplitChoice | undefined): { name: string; items: ImageItem[] } {
  const there = [...new Set(set.items.map((item) => item.split ?? "none"))].sort();
  if (split === "all" || (split === undefined && there.every((name) => name === "none")))
    return { name: "all", items: [...set.items] };
  const wanted = split === undefined ? [] : typeof split === "string" ? [split] : [...new Set(split)].sort();
  const missing = wanted.find((name) => !there.includes(name));
  if (wanted.length > 0 && missing === undefined)
    return { name: wanted.join("+"), items: set.items.filter((item) => item.split && wanted.includes(item.split)) };
  const what = wanted.length === 0 ? "none was named to measure on" : `"${missing}" is none of them`;
  throw new TinyCatsError("no-such-split", `${set.name} has the splits ${there.join(", ")}, and ${what}`, {
    value: missing ?? null,
    remedy: 'name one of them, or "all"',
  });
}
