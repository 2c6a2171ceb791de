import type { BenchmarkReport } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type CompareOptions, compareBenchmarks } from "./compare-benchmarks.ts";
import { readLatencies } from "./read-latencies.ts";

export interface GateOptions extends CompareOptions {
  /** The largest 95th percentile, in milliseconds. */
  maxP95?: number;
  /** What the report is held against. */
  baseline?: BenchmarkReport;
  /** How much slower than the baseline's the median may be, as a share: 0.1 is 10 %. */
  maxRegression?: number;
}

/** One threshold and what was held to it. */
export interface GateResult {
  name: "p95" | "regression";
  passed: boolean;
  value: number;
  threshold: number;
  message: string;
}

/** What came of a gate: passed where every threshold was kept. */
export interface Gate {
  passed: boolean;
  results: GateResult[];
}

/**
 * Holds a benchmark to thresholds. A median that is slower than allowed fails only where the bands of noise lie apart; what noise can't
 * tell apart passes, and its message says so.
 *
 * Throws TinyCatsError "invalid-gate" for no threshold, one that is no number of at least 0, or half of baseline and maxRegression; and
 * what compareBenchmarks throws.
 */
export function gateBenchmark(report: BenchmarkReport, options: GateOptions): Gate {
  const { maxP95, baseline, maxRegression, accept = [] } = options;
  if (maxP95 === undefined && maxRegression === undefined)
    throw invalid("no threshold was given", undefined, "give maxP95, or baseline with maxRegression");
  if ((baseline === undefined) !== (maxRegression === undefined))
    throw invalid("a regression needs a baseline and how much is allowed", maxRegression, "give both, or neither");
  for (const threshold of [maxP95, maxRegression])
    if (threshold !== undefined && !(Number.isFinite(threshold) && threshold >= 0))
      throw invalid(`${threshold} is no threshold`, threshold, "use a number of at least 0");
  const results: GateResult[] = [];
  if (maxP95 !== undefined) results.push(gateP95(report, maxP95));
  if (baseline && maxRegression !== undefined) {
    const { verdict, p50 } = compareBenchmarks(baseline, report, { accept });
    const value = p50.change ?? (p50.b > 0 ? Number.MAX_VALUE : 0);
    const slower = value > maxRegression;
    const passed = !(slower && verdict === "slower");
    const medians = `p50 ${format(p50.b)} ms against ${format(p50.a)} ms`;
    const message = !slower
      ? `${medians}: ${percent(value)}, at most ${percent(maxRegression)} allowed`
      : `${medians}: ${percent(value)} is over ${percent(maxRegression)}${passed ? ", but within the noise of the measurements" : ""}`;
    results.push({ name: "regression", passed, value, threshold: maxRegression, message });
  }
  return { passed: results.every(({ passed }) => passed), results };
}

function gateP95(report: BenchmarkReport, threshold: number): GateResult {
  const value = readLatencies(report).summary.p95;
  const passed = value <= threshold;
  const message = `p95 ${format(value)} ms, ${passed ? "at most" : "over"} ${threshold} ms`;
  return { name: "p95", passed, value, threshold, message };
}

function format(ms: number): string {
  return String(Number(ms.toPrecision(4)));
}

function percent(share: number): string {
  return `${share > 0 ? "+" : ""}${Number((share * 100).toFixed(1))} %`;
}

function invalid(message: string, value: unknown, remedy: string): TinyCatsError {
  return new TinyCatsError("invalid-gate", message, { value, remedy });
}
