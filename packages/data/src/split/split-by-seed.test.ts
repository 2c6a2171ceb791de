import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import type { ImageSet } from "../images/image-set.ts";
import { testSet } from "../testing/test-set.ts";
import { splitBySeed } from "./split-by-seed.ts";

const many = (label: string, n: number) => Array.from({ length: n }, (_, i) => ({ file: `${label}/${i}.jpg`, label }));
const SHARES = { train: 0.8, val: 0.1, test: 0.1 };

function splits({ items }: ImageSet): Map<string, string | null> {
  return new Map(items.map(({ file, split }) => [file, split]));
}

function counts({ items }: ImageSet, label: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const item of items)
    if (item.label === label) found[item.split ?? "none"] = (found[item.split ?? "none"] ?? 0) + 1;
  return found;
}

test("has the places that SHA-256 gives, on any machine", () => {
  const set = testSet(["a.jpg", "b.jpg"].map((file) => ({ file, label: "x" })));
  const split = (train: number) => [
    ...splits(splitBySeed(set, { seed: 7, shares: { train, val: 1 - train } })).values(),
  ];
  const border = (i: number) => {
    let [low, high] = [0, 1];
    while (high - low > 1e-6) {
      const middle = (low + high) / 2;
      if (split(middle)[i] === "train") high = middle;
      else low = middle;
    }
    return high;
  };
  expect(border(0)).toBeCloseTo(PLACES[0], 5);
  expect(border(1)).toBeCloseTo(PLACES[1], 5);
});

/** By `python3 -c 'import hashlib; print(int.from_bytes(hashlib.sha256(b"7\0a.jpg").digest()[:6], "big") / 2**48)'`. */
const PLACES = [0.73027129, 0.30923863];

describe("adding pictures", () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 60 });

  test("moves no other, and their order does not matter", () => {
    const property = fc.property(names, fc.nat(1000), fc.integer({ min: 0, max: 2 ** 32 }), (files, part, seed) => {
      const set = testSet(files.map((file) => ({ file, label: "x" })));
      const fewer = { ...set, items: [...set.items.slice(0, 1 + (part % files.length))].reverse() };
      const [all, some] = [set, fewer].map((which) => splits(splitBySeed(which, { seed, shares: SHARES })));
      for (const [file, split] of some) expect(all.get(file)).toBe(split);
    });
    fc.assert(property, { seed: 5, numRuns: 300 });
  });

  test("moves one other across each border at most when shares are exact", () => {
    const property = fc.property(names, fc.integer({ min: 0, max: 2 ** 32 }), (files, seed) => {
      const set = testSet(files.map((file) => ({ file, label: "x" })));
      const fewer = { ...set, items: set.items.slice(1) };
      const [all, some] = [set, fewer].map((which) =>
        splits(splitBySeed(which, { seed, shares: SHARES, exact: true })),
      );
      expect([...some].filter(([file, split]) => all.get(file) !== split).length).toBeLessThanOrEqual(2);
    });
    fc.assert(property, { seed: 6, numRuns: 300 });
  });
});

test("another seed is another split", () => {
  const set = testSet(many("x", 200));
  const [a, b] = [1, 2].map((seed) => splits(splitBySeed(set, { seed, shares: { train: 0.5, val: 0.5 } })));
  const moved = [...a].filter(([file, split]) => b.get(file) !== split).length;
  expect(moved).toBeGreaterThan(60);
  expect(moved).toBeLessThan(140);
});

test("every class gets its shares: nearly by chance, to within one when exact", () => {
  const set = testSet([...many("a", 1000), ...many("b", 37), ...many("c", 5)]);
  const byChance = counts(splitBySeed(set, { seed: 1, shares: SHARES }), "a");
  // Five standard deviations of a binomial count of 1000 with 0.1 are 47.
  expect(Math.abs(byChance.val - 100)).toBeLessThan(47);
  expect(Math.abs(byChance.test - 100)).toBeLessThan(47);
  const exact = splitBySeed(set, { seed: 1, shares: SHARES, exact: true });
  expect(counts(exact, "a")).toEqual({ train: 800, val: 100, test: 100 });
  const uneven = splitBySeed(testSet(many("x", 10)), { seed: 1, shares: { train: 0.82, val: 0.18 }, exact: true });
  expect(counts(uneven, "x")).toEqual({ train: 8, val: 2 });
  for (const [label, n] of [
    ["b", 37],
    ["c", 5],
  ] as const) {
    for (const [split, share] of Object.entries(SHARES))
      expect(Math.abs((counts(exact, label)[split] ?? 0) - share * n)).toBeLessThanOrEqual(1);
  }
});

test("splits one part and leaves the others, and the given set, as they are", () => {
  const set = testSet([
    ...many("x", 50).map((item) => ({ ...item, split: "train" as const })),
    { file: "t", label: "x", split: "test" },
  ]);
  const split = splitBySeed(set, { seed: 1, shares: { train: 0.5, val: 0.5 }, of: "train" });
  const { test: tests, train, val } = counts(split, "x");
  expect([tests, train + val]).toEqual([1, 50]);
  expect(val).toBeGreaterThan(10);
  expect(counts(set, "x")).toEqual({ train: 50, test: 1 });
});

test("a share of nothing gets nothing", () => {
  const shares = { train: 0, val: 1, test: 0 };
  expect(counts(splitBySeed(testSet(many("x", 20)), { seed: 1, shares }), "x")).toEqual({ val: 20 });
});

test.each([
  { shares: { train: 0.8, val: 0.1 } },
  { shares: { train: 1.5, val: -0.5 } },
  { shares: { train: Number.NaN } },
  { shares: { dev: 1 } },
  { shares: {} },
])("refuses $shares", async ({ shares }) => {
  const error = await errorOf(() => splitBySeed(testSet(many("x", 2)), { seed: 1, shares: shares as object }));
  expect(error.code).toBe("invalid-shares");
});

test("refuses what is no seed", async () => {
  const error = await errorOf(() => splitBySeed(testSet(many("x", 2)), { seed: -1, shares: { train: 1 } }));
  expect(error.code).toBe("invalid-seed");
});

test("refuses to split a part that there is none of", async () => {
  const shares = { train: 1 };
  const error = await errorOf(() => splitBySeed(testSet(many("x", 2)), { seed: 1, shares, of: "train" }));
  expect(error.code).toBe("no-such-split");
});

test.each([false, true])(
  "pictures that belong together stay together, where the first of them goes (exact: %s)",
  (exact) => {
    const set = testSet(many("x", 60));
    const options = { seed: 3, shares: { train: 0.5, val: 0.5 }, exact };
    const alone = splits(splitBySeed(set, options));
    const groups = [
      ["x/9.jpg", "x/1.jpg", "x/5.jpg"],
      ["x/5.jpg", "x/30.jpg"],
      ["x/5.jpg", "a picture that is not in the set"],
    ];
    const joined = splits(splitBySeed(set, { ...options, together: groups }));
    const members = ["x/1.jpg", "x/30.jpg", "x/5.jpg", "x/9.jpg"];
    expect(new Set(members.map((file) => alone.get(file))).size).toBe(2);
    expect(members.map((file) => joined.get(file))).toEqual(Array(4).fill(alone.get("x/1.jpg")));
    const others = [...alone].filter(([file]) => !members.includes(file));
    expect(others.filter(([file, split]) => joined.get(file) !== split)).toEqual([]);
  },
);
