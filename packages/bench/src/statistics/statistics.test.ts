import fc from "fast-check";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { latencies, TRUE_MEDIAN } from "../testing/latencies.ts";
import { histogram } from "./histogram.ts";
import { medianInterval } from "./median-interval.ts";
import { noiseBand } from "./noise-band.ts";
import { summarize } from "./summarize.ts";

const samples = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 300 });
const SEED = { seed: 61, numRuns: 300 };

test("a summary is in order, inside its samples, and the same in any order", () => {
  fc.assert(
    fc.property(samples, (given) => {
      const { min, p50, p90, p95, p99, max, mean, std } = summarize(given);
      expect([min, p50, p90, p95, p99, max]).toEqual([min, p50, p90, p95, p99, max].toSorted((a, b) => a - b));
      expect([min, max]).toEqual([Math.min(...given), Math.max(...given)]);
      expect(mean >= min && mean <= max && std >= 0).toBe(true);
      expect(summarize(given.toReversed())).toEqual(summarize(given));
    }),
    SEED,
  );
});

test("the band of noise holds the samples' median and grows with drift", () => {
  fc.assert(
    fc.property(samples, (given) => {
      const { low_ms, high_ms, drift_ms } = noiseBand(given);
      const { p50 } = summarize(given);
      expect(low_ms <= p50 && p50 <= high_ms && drift_ms >= 0).toBe(true);
    }),
    SEED,
  );
  const still = Array.from({ length: 100 }, (_, i) => 10 + (i % 2));
  const drifting = still.map((value, i) => value + (i < 50 ? 0 : 5));
  expect(noiseBand(still).drift_ms).toBe(0);
  expect(noiseBand(drifting)).toMatchObject({ drift_ms: 5, low_ms: 6, high_ms: 20 });
  expect(noiseBand([4])).toEqual({ low_ms: 4, high_ms: 4, level: 0.95, coverage: 0, drift_ms: 0 });
});

test("intervals hold the true median about as often as they say", () => {
  const REPEATS = 1000;
  const intervals = Array.from({ length: REPEATS }, (_, seed) => medianInterval(latencies(seed)));
  const share = intervals.filter(({ low, high }) => low <= TRUE_MEDIAN && TRUE_MEDIAN <= high).length / REPEATS;
  // Coverage of n = 100 is 0.9648; three standard deviations of a share of 1000 are 0.0175.
  expect(Math.abs(share - 0.9648)).toBeLessThan(0.0175);
});

test("bins count every sample once, and what is far out apart", () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 40 }), (given, bins) => {
      const made = histogram(given, { bins });
      expect(made.reduce((sum, { count }) => sum + count, 0)).toBe(given.length);
      expect(made.length).toBeLessThanOrEqual(bins + 1);
      for (const [i, { from, to }] of made.entries()) {
        expect(from).toBeLessThanOrEqual(to);
        if (i > 0) expect(from).toBe(made[i - 1].to);
      }
    }),
    SEED,
  );
  const calm = Array.from({ length: 199 }, (_, i) => 10 + i / 199);
  const bins = histogram([...calm, 500], { bins: 10 });
  expect(bins).toHaveLength(11);
  expect(bins.slice(0, 10).every(({ count }) => count > 15)).toBe(true);
  expect(bins[10]).toMatchObject({ to: 500 });
  const few = histogram([10, 10.5, 11, 11.5, 12, 10.2, 10.7, 11.2, 80, 90], { bins: 4 });
  expect(few.map(({ count }) => count).at(-1)).toBe(2);
  expect(histogram([3, 3, 3])).toEqual([{ from: 3, to: 3, count: 3 }]);
});

test.each([[[]], [[1, Number.NaN]], [[-1]], [[Number.POSITIVE_INFINITY]]])("%j are no samples", async (given) => {
  for (const use of [summarize, noiseBand, histogram, medianInterval])
    expect((await errorOf(() => use(given))).code).toBe("invalid-samples");
});
