import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { benchmarkMetrics, latency } from "../shapes/benchmark-metrics.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { measured } from "../shapes/measured.ts";
import { notMeasured } from "../shapes/not-measured.ts";
import { openObject } from "../shapes/open-object.ts";
import { record } from "../shapes/record.ts";
import { count, nonNegative, positive, positiveCount, share, text, timestamp } from "../shapes/scalars.ts";
import { checkBenchmark } from "./check-benchmark.ts";

const NAME = "tiny-cats/benchmark-report";

const modelInfo = openObject({
  name: text,
  /** Where it ran, such as "cpu" or "webgpu". */
  device: text,
  checkpoint: v.optional(text),
  onnx_file: v.optional(text),
  image_size: v.optional(positiveCount),
  step: v.optional(count),
  total_parameters: v.optional(count),
  trainable_parameters: v.optional(count),
  total_size_mb: v.optional(nonNegative),
  trainable_size_mb: v.optional(nonNegative),
});

/** Where the median would lie were it measured again. */
const noise = openObject({
  low_ms: nonNegative,
  high_ms: nonNegative,
  /** What the interval was made for, and how probable one made so holds the median in truth. */
  level: share,
  coverage: share,
  /** How far the medians of the first and the second half of the samples are apart; the band is widened by it. */
  drift_ms: nonNegative,
});

const input = openObject({ name: text, dtype: text, dims: v.array(positiveCount) });

const load = v.array(nonNegative);

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  /** Its `n` is the number of samples. */
  measured,
  model_info: modelInfo,
  ...benchmarkMetrics,
  /** One call each, after warm-up; every one that was taken. */
  samples_ms: v.pipe(v.array(nonNegative), v.minLength(1, "must list a sample")),
  /** Calls before the first that was counted. */
  warmup: v.optional(count),
  /** How the quantiles were taken. */
  quantiles: v.optional(text),
  noise: v.optional(noise),
  /** The smallest step of the clock. */
  timer_resolution_ms: v.optional(nonNegative),
  /** The graph's inputs in these calls. */
  inputs: v.optional(v.array(input)),
  /** Stages of a pipeline, measured alone or within its calls. */
  stages_ms: v.optional(record(text, latency)),
  /** The system's load averages over 1, 5 and 15 minutes. */
  load_average: v.optional(openObject({ before: load, after: load })),
  warnings: v.optional(v.array(text)),
  /** By batch size. */
  throughput_images_per_sec: v.nullable(
    record(v.pipe(v.string(), v.regex(/^[1-9]\d*$/, "must be a batch size")), v.nullable(positive)),
  ),
  timestamp,
  not_measured: notMeasured,
});

export type BenchmarkReport = v.InferOutput<typeof shape>;

/** The shape of benchmark_report.json. What is null has its reason in `not_measured`. Unknown keys are kept. */
export const benchmarkReportSchema: v.GenericSchema<BenchmarkReport> = v.pipe(shape, crossCheck(checkBenchmark));

/** benchmark_report.json, version 1. */
export const benchmarkReportKind: DocumentKind<BenchmarkReport> = {
  name: NAME,
  version: 1,
  title: "benchmark report",
  shape: benchmarkReportSchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseBenchmarkReport(value: unknown): BenchmarkReport {
  return parseDocument(benchmarkReportKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseBenchmarkReport throws. */
export function parseBenchmarkReportText(text: string): BenchmarkReport {
  return parseDocumentText(benchmarkReportKind, text);
}
