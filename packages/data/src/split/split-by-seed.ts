import { checkSeed } from "@tiny-cats/core";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { ImageItem, ImageSet } from "../images/image-set.ts";
import type { Split } from "../images/split-name.ts";
import { firstOfGroups } from "./first-of-groups.ts";
import { placeOf } from "./place-of.ts";

export interface SplitOptions {
  /** 0 to 2^53 - 1. */
  seed: number;
  /** What part of the pictures each split gets; together 1. */
  shares: Readonly<Partial<Record<Split, number>>>;
  /** Splits this part alone and leaves the others as they are; everything unless told. */
  of?: Split;
  /**
   * Gives every class its shares to within one picture. Adding a picture may then move one other of its class across each border; without
   * it adding moves none, and a class's shares are as even as chance makes them.
   */
  exact?: boolean;
  /**
   * Groups of pictures, by name, that stay in one split, such as the duplicates of a report: each goes where the first of its names that is split goes.
   * Groups that share a picture are one.
   */
  together?: readonly (readonly string[])[];
}

const ORDER: readonly Split[] = ["train", "val", "test"];

/**
 * A set split anew, class by class, by a hash of each picture's name and the seed: the same on every machine, whatever the order of files.
 *
 * @throws TinyCatsError "invalid-seed", "invalid-shares" or "no-such-split".
 */
export function splitBySeed(set: ImageSet, { seed, shares, of, exact = false, together = [] }: SplitOptions): ImageSet {
  checkSeed(seed);
  checkShares(shares);
  const parts = ORDER.filter((split) => (shares[split] ?? 0) > 0).map((split) => ({ split, share: shares[split]! }));
  const borders = parts.map((_, i) => parts.slice(0, i + 1).reduce((sum, { share }) => sum + share, 0));
  const meant = set.items.filter((item) => of === undefined || item.split === of);
  if (of !== undefined && meant.length === 0) {
    throw new TinyCatsError("no-such-split", `the set has no pictures in "${of}" to split`, {
      value: of,
      remedy: "leave out `of` to split all of it",
    });
  }
  const places = new Map(meant.map((item) => [item, placeOf(item.file, seed)]));
  const ranks = exact ? rankInClass(meant, places) : places;
  const leaders = leadersOf(meant, together);
  const items = set.items.map((item) => {
    if (!ranks.has(item)) return item;
    const rank = ranks.get(leaders.get(item) ?? item)!;
    const part = borders.findIndex((border) => rank < border);
    return { ...item, split: parts[part < 0 ? parts.length - 1 : part].split };
  });
  return { ...set, items };
}

/** For each picture of a group the one that it goes with, itself or another. */
function leadersOf(items: readonly ImageItem[], together: readonly (readonly string[])[]): Map<ImageItem, ImageItem> {
  const firsts = firstOfGroups(together);
  const leaders = new Map<string, ImageItem>();
  const grouped = items.filter(({ file }) => firsts.has(file)).sort((a, b) => (a.file < b.file ? -1 : 1));
  return new Map(
    grouped.map((item) => {
      const group = firsts.get(item.file)!;
      const leader = leaders.get(group) ?? item;
      leaders.set(group, leader);
      return [item, leader];
    }),
  );
}

/** Each picture's place among those of its class, evenly from 0 to 1, by the order of their hashes. */
function rankInClass(items: readonly ImageItem[], places: ReadonlyMap<ImageItem, number>): Map<ImageItem, number> {
  const ordered = [...items].sort((a, b) => places.get(a)! - places.get(b)! || (a.file < b.file ? -1 : 1));
  const sizes = new Map<string, number>();
  for (const { label } of ordered) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const seen = new Map<string, number>();
  return new Map(
    ordered.map((item) => {
      const before = seen.get(item.label) ?? 0;
      seen.set(item.label, before + 1);
      return [item, (before + 0.5) / sizes.get(item.label)!];
    }),
  );
}

function checkShares(shares: SplitOptions["shares"]): void {
  const entries = Object.entries(shares);
  const known = entries.every(([name, share]) => ORDER.includes(name as Split) && Number.isFinite(share) && share >= 0);
  const sum = entries.reduce((total, [, share]) => total + share, 0);
  if (known && Math.abs(sum - 1) < 1e-9) return;
  throw new TinyCatsError("invalid-shares", `${JSON.stringify(shares)} are no shares of a set`, {
    value: shares,
    remedy:
      "give train, val and test numbers from 0 to 1 that add up to 1, such as { train: 0.8, val: 0.1, test: 0.1 }",
  });
}
