import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
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

const latency = openObject({
  p50: nonNegative,
  p90: nonNegative,
  p95: nonNegative,
  p99: nonNegative,
  mean: nonNegative,
  std: nonNegative,
  min: nonNegative,
  max: nonNegative,
});

const memory = openObject({
  peak_memory_mb: v.nullable(nonNegative),
  total_memory_mb: v.optional(v.nullable(nonNegative)),
  model_size_mb: v.optional(v.nullable(nonNegative)),
  memory_utilization: v.optional(v.nullable(share)),
  note: v.optional(text),
});

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  /** Its `n` is the number of samples. */
  measured,
  model_info: modelInfo,
  /** What executed the graph, such as "cpu", "wasm" or "webgpu". */
  provider: text,
  threads: v.nullable(positiveCount),
  /** One call each, after warm-up; every one that was taken. */
  samples_ms: v.pipe(v.array(nonNegative), v.minLength(1, "must list a sample")),
  latency_ms: latency,
  load_ms: v.nullable(nonNegative),
  first_call_ms: v.nullable(nonNegative),
  /** By batch size. */
  throughput_images_per_sec: v.nullable(
    record(v.pipe(v.string(), v.regex(/^[1-9]\d*$/, "must be a batch size")), v.nullable(positive)),
  ),
  memory: v.nullable(memory),
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
