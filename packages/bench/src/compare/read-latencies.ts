import type { BenchmarkReport } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type NoiseBand, noiseBand } from "../statistics/noise-band.ts";
import { type LatencySummary, summarize } from "../statistics/summarize.ts";

const TOLERANCE = 1e-6;

/** A report's statistics, made anew from its samples. @throws TinyCatsError "inconsistent-report" where the report has others */
export function readLatencies(report: BenchmarkReport): { summary: LatencySummary; noise: NoiseBand } {
  const summary = summarize(report.samples_ms);
  for (const key of ["p50", "p90", "p95", "p99", "mean", "min", "max"] as const) {
    const [told, found] = [report.latency_ms[key], summary[key]];
    if (Math.abs(told - found) <= TOLERANCE * Math.max(found, TOLERANCE)) continue;
    throw new TinyCatsError(
      "inconsistent-report",
      `the report's ${key} is ${told} ms, and that of the samples it lists is ${found} ms`,
      { value: { [key]: told }, remedy: "measure again: the report was changed, or made in another way" },
    );
  }
  return { summary, noise: noiseBand(report.samples_ms) };
}
