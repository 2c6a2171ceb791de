import type { BenchmarkReport } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { NoiseBand } from "../statistics/noise-band.ts";
import type { LatencySummary } from "../statistics/summarize.ts";
import { type Condition, type Difference, findDifferences } from "./differences.ts";
import { readLatencies } from "./read-latencies.ts";

export interface CompareOptions {
  /** Conditions that may differ; none unless told. */
  accept?: readonly Condition[];
}

/** A number before and after; `change` is b / a - 1, null where a is 0. */
export interface Change {
  a: number;
  b: number;
  change: number | null;
}

/** Which model a side of a comparison is about. */
export interface ComparedModel {
  name: string;
  file: string;
  sha256: string;
  n: number;
}

export interface Comparison {
  a: ComparedModel;
  b: ComparedModel;
  /** b against a, by the medians: faster or slower only where the bands of noise lie apart. */
  verdict: "faster" | "slower" | "within-noise";
  p50: Change & { noise: { a: NoiseBand; b: NoiseBand } };
  /** The other statistics, without a verdict. */
  latency_ms: Record<keyof LatencySummary, Change>;
  /** Items a second, for the batch sizes that both have. */
  throughput: Record<string, Change>;
  load_ms: Change | null;
  first_call_ms: Change | null;
  peak_memory_mb: Change | null;
  total_size_mb: Change | null;
  /** Conditions that differ and were accepted. */
  accepted: Difference[];
}

/**
 * Compares benchmark b with a. The verdict is on the medians alone, and only where their bands of noise (95 % each, widened by the
 * drift within each measurement) do not overlap.
 *
 * Throws TinyCatsError "benchmarks-not-comparable" where conditions differ that were not accepted, "inconsistent-report" where a report
 * contradicts its own samples.
 */
export function compareBenchmarks(
  a: BenchmarkReport,
  b: BenchmarkReport,
  { accept = [] }: CompareOptions = {},
): Comparison {
  const differences = findDifferences(a, b);
  const refused = differences.filter(({ condition }) => !accept.includes(condition));
  if (refused.length > 0) throw notComparable(refused);
  const [x, y] = [readLatencies(a), readLatencies(b)];
  const keys = Object.keys(x.summary) as (keyof LatencySummary)[];
  const [before, after] = [a.throughput_images_per_sec ?? {}, b.throughput_images_per_sec ?? {}];
  const batches = Object.keys(before).filter((batch) => Object.hasOwn(after, batch));
  return {
    a: modelOf(a),
    b: modelOf(b),
    verdict: judge(x.noise, y.noise),
    p50: { ...changeOf(x.summary.p50, y.summary.p50)!, noise: { a: x.noise, b: y.noise } },
    latency_ms: Object.fromEntries(
      keys.map((key) => [key, changeOf(x.summary[key], y.summary[key])]),
    ) as Comparison["latency_ms"],
    throughput: Object.fromEntries(
      batches.flatMap((batch) => {
        const change = changeOf(before[batch], after[batch]);
        return change ? [[batch, change]] : [];
      }),
    ),
    load_ms: changeOf(a.load_ms, b.load_ms),
    first_call_ms: changeOf(a.first_call_ms, b.first_call_ms),
    peak_memory_mb: changeOf(a.memory?.peak_memory_mb, b.memory?.peak_memory_mb),
    total_size_mb: changeOf(a.model_info.total_size_mb, b.model_info.total_size_mb),
    accepted: differences,
  };
}

function judge(a: NoiseBand, b: NoiseBand): Comparison["verdict"] {
  if (b.high_ms < a.low_ms) return "faster";
  return b.low_ms > a.high_ms ? "slower" : "within-noise";
}

function changeOf(a: number | null | undefined, b: number | null | undefined): Change | null {
  if (typeof a !== "number" || typeof b !== "number") return null;
  return { a, b, change: a === 0 ? null : b / a - 1 };
}

function modelOf({ model_info, measured: { model, n } }: BenchmarkReport): ComparedModel {
  return { name: model_info.name, file: model.file, sha256: model.sha256, n };
}

function notComparable(differences: readonly Difference[]): TinyCatsError {
  const what = differences.map(({ condition, a, b }) => `${condition} (${a}; ${b})`).join(", ");
  const names = differences.map(({ condition }) => condition);
  return new TinyCatsError("benchmarks-not-comparable", `the benchmarks differ in ${what}`, {
    value: differences,
    remedy: `measure both alike, or say that they may differ: accept: ${JSON.stringify(names)}, or --accept ${names.join(",")}`,
  });
}
