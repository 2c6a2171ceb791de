import { uniforms } from "@tiny-cats/core";
import { expect, test } from "vitest";
import { hashDistance } from "./hash-distance.ts";
import { nearPairs } from "./near-pairs.ts";
import type { PerceptualHash } from "./perceptual-hash.ts";

const hashes = (n: number, seed: number): PerceptualHash[] => {
  const drawn = uniforms(seed, { index: 0, length: 2 * n });
  return Array.from({ length: n }, (_, i) => [
    Math.floor(drawn[2 * i] * 2 ** 32),
    Math.floor(drawn[2 * i + 1] * 2 ** 32),
  ]);
};

test("finds exactly the pairs within the threshold", async () => {
  const all = hashes(300, 1);
  const expected = all.flatMap((x, a) =>
    all.flatMap((y, b) => (a < b && hashDistance(x, y) <= 20 ? [{ a, b, distance: hashDistance(x, y) }] : [])),
  );
  expect(expected.length).toBeGreaterThan(20);
  expect(await nearPairs(all, { threshold: 20, maxPairs: 1e6 })).toEqual({ pairs: expected, truncated: false });
});

test("says that there are more than it lists", async () => {
  const same = Array<PerceptualHash>(5).fill([1, 2]);
  const { pairs, truncated } = await nearPairs(same, { threshold: 0, maxPairs: 9 });
  expect([pairs.length, truncated]).toEqual([9, true]);
  expect((await nearPairs(same, { threshold: 0, maxPairs: 10 })).truncated).toBe(false);
});

test("stops when it is told to, in the middle", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const progress: { done: number; total: number }[] = [];
  const search = nearPairs(hashes(4000, 2), {
    threshold: 0,
    maxPairs: 10,
    signal: controller.signal,
    onProgress: (now) => {
      progress.push(now);
      controller.abort(reason);
    },
  });
  await expect(search).rejects.toBe(reason);
  expect(progress).toHaveLength(1);
  expect(progress[0].done).toBeLessThan(progress[0].total);
});
