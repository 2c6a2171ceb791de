import { purposes, uniforms } from "@tiny-cats/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { openDraws } from "./open-draws.ts";

const words = fc.nat(0xffffffff);
const seeds = fc.maxSafeNat();

test("the first epoch is the stream of core", () => {
  fc.assert(
    fc.property(seeds, words, (seed, index) => {
      const draw = openDraws({ seed, epoch: 0, index });
      const expected = uniforms(seed, { index, purpose: purposes.augmentation, length: 12 });
      expect([2, 0, 1].map(draw)).toEqual([8, 0, 4].map((at) => [...expected.subarray(at, at + 4)]));
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("another seed, epoch, picture or block draws other numbers", () => {
  const numbers = new Set<number>();
  for (const seed of [0, 1, 2 ** 32, 2 ** 53 - 1]) {
    for (const epoch of [0, 1, 2 ** 32 - 1]) {
      for (const index of [0, 1, 2 ** 32 - 1]) {
        const draw = openDraws({ seed, epoch, index });
        for (const block of [0, 1]) for (const number of draw(block)) numbers.add(number);
      }
    }
  }
  expect(numbers.size).toBe(4 * 3 * 3 * 2 * 4);
});

test.each([
  [{ seed: -1, epoch: 0, index: 0 }, "invalid-seed"],
  [{ seed: 0, epoch: -1, index: 0 }, "invalid-index"],
  [{ seed: 0, epoch: 2 ** 32, index: 0 }, "invalid-index"],
  [{ seed: 0, epoch: 0, index: 0.5 }, "invalid-index"],
  [{ seed: 0, epoch: 0, index: Number.NaN }, "invalid-index"],
])("refuses %j", async (place, code) => {
  expect(await errorOf(() => openDraws(place))).toMatchObject({ code });
});
