import fc from "fast-check";
import { expect, test } from "vitest";
import { type FeatureSet, featureSet } from "./features/feature-set.ts";
import { createFeatureStatistics, restoreFeatureStatistics } from "./features/feature-statistics.ts";
import { frechetDistance } from "./frechet/frechet-distance.ts";
import { frechetInterval } from "./frechet/frechet-interval.ts";
import { kernelDistance } from "./kernel/kernel-distance.ts";
import { manifoldMetrics } from "./manifold/manifold-metrics.ts";
import { formulaSet } from "./testing/formula-features.ts";
import { statisticsOf } from "./testing/statistics-of.ts";

const runs = { seed: 6, numRuns: 25 };
const sizes = fc.record({
  m: fc.integer({ min: 8, max: 60 }),
  n: fc.integer({ min: 8, max: 60 }),
  d: fc.integer({ min: 2, max: 40 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

const distance = async (a: FeatureSet, b: FeatureSet) =>
  (await frechetDistance(statisticsOf(a), statisticsOf(b))).value;
const mapped = (
  { data, extractor, count }: FeatureSet,
  row: (values: Float64Array, r: number) => ArrayLike<number>,
) => {
  const d = extractor.dimension;
  const out = new Float64Array(data.length);
  for (let r = 0; r < count; r++) out.set(row(Float64Array.from(data.subarray(r * d, (r + 1) * d)), r), r * d);
  return featureSet(out, extractor);
};
/** Reflections at random planes, which together are any rotation. */
const rotate = (set: FeatureSet, mirrors: FeatureSet) => {
  const d = set.extractor.dimension;
  return mapped(set, (values) => {
    for (let k = 0; k < mirrors.count; k++) {
      const mirror = Float64Array.from(mirrors.data.subarray(k * d, (k + 1) * d));
      const square = mirror.reduce((sum, x) => sum + x * x, 0);
      const along = (2 * values.reduce((sum, x, j) => sum + x * mirror[j], 0)) / square;
      for (let j = 0; j < d; j++) values[j] -= along * mirror[j];
    }
    return values;
  });
};
const reversed = (set: FeatureSet) => {
  const d = set.extractor.dimension;
  return mapped(set, (_, r) => set.data.subarray((set.count - 1 - r) * d, (set.count - r) * d));
};
const pairOf = ({ m, n, d, seed }: { m: number; n: number; d: number; seed: number }) =>
  [
    formulaSet("correlated", m, d, seed),
    mapped(formulaSet("plain", n, d, seed + 1), (row) => row.map((x) => x * 1.5 + 0.25)),
  ] as const;

test("a Frechet distance is the same after a rotation, a shift, a new order, and the other way round; scaled it grows by the square", () =>
  fc.assert(
    fc.asyncProperty(sizes, async (size) => {
      const [a, b] = pairOf(size);
      const expected = await distance(a, b);
      const mirrors = formulaSet("plain", 2, size.d, size.seed + 2);
      const near = (value: number, wanted = expected) => expect(Math.abs(value / wanted - 1)).toBeLessThan(1e-9);
      near(await distance(b, a));
      near(await distance(reversed(a), reversed(b)));
      near(await distance(rotate(a, mirrors), rotate(b, mirrors)));
      const shift = (row: Float64Array) => row.map((x, j) => x + 3 - j);
      near(await distance(mapped(a, shift), mapped(b, shift)));
      const grow = (row: Float64Array) => row.map((x) => x * 3);
      near(await distance(mapped(a, grow), mapped(b, grow)), 9 * expected);
    }),
    runs,
  ));

// The covariances of a set and of the same set stretched commute: the distance is known without a root.
test.each([
  [600, 150],
  [300, 256],
  [900, 97],
  [40, 130],
  [2, 5],
  [700, 4],
])("%i x %i: a set stretched by 1.5 and moved is as far away as arithmetic says", async (n, d) => {
  const a = formulaSet(n % 200 === 0 ? "deficient" : "correlated", n, d, n + d);
  const b = mapped(a, (row) => row.map((x) => 1.5 * x + 2));
  const mean = new Float64Array(d);
  for (let i = 0; i < a.data.length; i++) mean[i % d] += a.data[i] / n;
  let trace = 0;
  for (let i = 0; i < a.data.length; i++) trace += (a.data[i] - mean[i % d]) ** 2 / (n - 1);
  const ofMeans = mean.reduce((sum, m) => sum + (0.5 * m + 2) ** 2, 0);
  const found = await frechetDistance(statisticsOf(a, 37), statisticsOf(b, 100));
  expect(Math.abs(found.value - (ofMeans + 0.25 * trace))).toBeLessThan(1e-11 * trace);
  expect(Math.abs(found.ofMeans / ofMeans - 1)).toBeLessThan(1e-12);
  const rank = n % 200 === 0 ? d >> 1 : Math.min(d, n - 1);
  expect(found.ranks).toEqual([rank, rank]);
  const same = await frechetDistance(statisticsOf(a), statisticsOf(reversed(a)));
  expect(same.value).toBeLessThan(1e-12 * trace);
});

test("statistics merged in whatever order and shape agree", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 20 }),
      fc.boolean(),
      async (cuts, d, backwards) => {
        const n = cuts.reduce((sum, cut) => sum + cut, 0) + 2;
        const set = formulaSet("offset", n, d, n * d);
        const parts = [...cuts, 2].reduce<{ at: number; parts: FeatureSet[] }>(
          ({ at, parts }, cut) => ({
            at: at + cut,
            parts: [...parts, featureSet(set.data.subarray(at * d, (at + cut) * d), set.extractor)],
          }),
          { at: 0, parts: [] },
        ).parts;
        const merged = createFeatureStatistics(set.extractor);
        for (const part of backwards ? parts.reverse() : parts) merged.merge(statisticsOf(part, 7));
        expect(merged.count).toBe(n);
        const { extractor, count } = merged;
        const restored = restoreFeatureStatistics(structuredClone({ extractor, count, moments: merged.moments() }));
        const whole = statisticsOf(set, 1000);
        for (const one of [merged, restored]) {
          const { value, ofMeans, ranks } = await frechetDistance(one, whole);
          expect(ofMeans).toBeLessThan(1e-18);
          expect(value).toBeLessThan(1e-11 * d);
          expect(ranks[0]).toBe(ranks[1]);
        }
      },
    ),
    runs,
  ));

test("precision and recall change places with the sets; density and coverage stay in bounds; nothing changes by rotation", () =>
  fc.assert(
    fc.asyncProperty(sizes, async (size) => {
      const [a, b] = pairOf(size);
      const options = { bootstrap: { replicates: 20 } };
      const there = await manifoldMetrics(a, b, options);
      const back = await manifoldMetrics(b, a, options);
      expect(back.precision.value).toBe(there.recall.value);
      expect(back.recall.value).toBe(there.precision.value);
      for (const { value, interval } of [there.precision, there.recall, there.coverage]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(interval.low).toBeLessThanOrEqual(interval.high);
      }
      expect(there.density.value).toBeLessThanOrEqual(a.count / 5);
      const mirrors = formulaSet("plain", 2, size.d, size.seed + 2);
      const turned = await manifoldMetrics(rotate(a, mirrors), rotate(b, mirrors), options);
      expect(turned.precision.value).toBe(there.precision.value);
      expect(turned.coverage.value).toBe(there.coverage.value);
    }),
    runs,
  ));

test("sets equal to each other lie wholly among each other; sets far apart not at all", async () => {
  const a = formulaSet("correlated", 300, 20, 1);
  const b = mapped(a, (row) => row.map((x) => x + 1000));
  const same = await manifoldMetrics(a, reversed(a));
  for (const { value } of [same.precision, same.recall, same.coverage]) expect(value).toBe(1);
  const apart = await manifoldMetrics(a, b);
  for (const { value } of [apart.precision, apart.recall, apart.coverage, apart.density]) expect(value).toBe(0);
});

test("a kernel distance is the same the other way round and in another order", () =>
  fc.assert(
    fc.asyncProperty(sizes, async (size) => {
      const [a, b] = pairOf(size);
      const { ofAll, interval } = await kernelDistance(a, b, { subsets: 2 });
      const near = (value: number) => expect(Math.abs(value - ofAll)).toBeLessThan(1e-9 * (1 + Math.abs(ofAll)));
      near((await kernelDistance(b, a, { subsets: 1 })).ofAll);
      near((await kernelDistance(reversed(a), reversed(b), { subsets: 1 })).ofAll);
      expect(interval.low).toBeLessThanOrEqual(ofAll);
      expect(interval.high).toBeGreaterThanOrEqual(ofAll);
    }),
    runs,
  ));

test("subsets of kernel distances are drawn by the seed, scatter about the whole, and halves of one set lie near 0", async () => {
  const a = formulaSet("plain", 400, 12, 1);
  const b = mapped(formulaSet("plain", 300, 12, 2), (row) => row.map((x) => x + 0.3));
  const options = { subsets: 60, subsetSize: 100 };
  const one = await kernelDistance(a, b, options);
  expect(await kernelDistance(a, b, options)).toEqual(one);
  expect((await kernelDistance(a, b, { ...options, seed: 1 })).mean).not.toBe(one.mean);
  expect(Math.abs(one.mean - one.ofAll)).toBeLessThan((4 * one.std) / Math.sqrt(60));
  expect(one.interval.low).toBeGreaterThan(0);
  const same = await kernelDistance(a, formulaSet("plain", 300, 12, 3), options);
  expect(Math.abs(same.ofAll)).toBeLessThan(0.02 * one.ofAll + 3 * (same.interval.high - same.ofAll));
});

test("the groups' interval holds the distance of all, and narrows with the number of pictures", async () => {
  const groups = (n: number, seed: number, shift: number) =>
    Array.from({ length: 8 }, (_, g) =>
      statisticsOf(mapped(formulaSet("plain", n, 6, seed + g), (row) => row.map((x) => x + shift))),
    );
  const few = await frechetInterval(groups(30, 1, 0), groups(30, 100, 0.5));
  const many = await frechetInterval(groups(300, 1, 0), groups(300, 100, 0.5), { level: 0.95 });
  for (const { value, interval } of [few, many]) expect((interval.low + interval.high) / 2).toBeCloseTo(value, 9);
  const width = ({ interval }: typeof few) => interval.high - interval.low;
  expect(width(many)).toBeLessThan(width(few) / 2);
  expect(many.interval.low).toBeLessThan(1.5);
  expect(many.interval.high).toBeGreaterThan(1.5);
  expect(many.counts).toEqual([2400, 2400]);
});

test("subsets of sets too large to keep their kernels are those of the same pictures", async () => {
  // 3,400 and 3,400 pictures: 3.5e7 kernels, more than are kept.
  const large = formulaSet("plain", 3400, 2, 1);
  const half = mapped(formulaSet("plain", 3400, 2, 2), (row) => row.map((x) => x + 0.5));
  const options = { subsets: 2, subsetSize: 3400, seed: 5 };
  const { mean, std, ofAll } = await kernelDistance(large, half, options);
  expect(Math.abs(mean / ofAll - 1)).toBeLessThan(1e-10);
  expect(std).toBeLessThan(1e-10 * mean);
});
