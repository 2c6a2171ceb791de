import { expect, test } from "vitest";
import { readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { medianInterval } from "./median-interval.ts";
import { type LatencySummary, summarize } from "./summarize.ts";

const { summaries, ranks } = readVectors<{
  summaries: { samples: number[]; summary: LatencySummary }[];
  ranks: { n: number; level: number; rank: number; coverage: number }[];
}>("latency-statistics");

test.each(summaries)("statistics are NumPy's, case %#", ({ samples, summary }) => {
  const found = summarize(samples);
  for (const key of Object.keys(summary) as (keyof LatencySummary)[])
    expect(Math.abs(found[key] - summary[key]), key).toBeLessThanOrEqual(1e-12 * Math.max(1, summary[key]));
});

test.each(ranks)("the median's interval of $n at $level has SciPy's ranks", ({ n, level, rank, coverage }) => {
  const samples = Array.from({ length: n }, (_, i) => (i * 7919) % n);
  const distinct = new Set(samples).size === n ? samples : samples.map((_, i) => i);
  const found = medianInterval(distinct, { level });
  expect([found.low, found.high]).toEqual([rank, n - 1 - rank]);
  expect(found.coverage).toBeCloseTo(coverage, 9);
});
