import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { kernelComparison } from "../shapes/kernel-comparison.ts";
import { hashedFile, measured } from "../shapes/measured.ts";
import { notMeasured } from "../shapes/not-measured.ts";
import { openObject } from "../shapes/open-object.ts";
import { count, finite, nonNegative, positiveCount, sha256, share, text, timestamp } from "../shapes/scalars.ts";
import { checkQuantization } from "./check-quantization.ts";

const NAME = "tiny-cats/quantization-report";

/** Outputs beside those of the original, on the same inputs. */
const validation = openObject({
  /** Of an output's numbers: the largest, the mean and the standard deviation of absolute differences. */
  max_difference: nonNegative,
  mean_difference: nonNegative,
  std_difference: nonNegative,
  /** Root of the squared differences' sum over that of the original's squares. */
  relative_error: nonNegative,
  /** The share of samples with the same most probable label; null where there are no labels. */
  prediction_match_rate: v.nullable(share),
  predictions_matched: v.nullable(count),
  total_samples: positiveCount,
});

/** Shares of right answers, and how far the second is above the first. */
const comparison = openObject({ original: share, quantized: share, delta: finite, n: positiveCount });

const accuracy = openObject({
  split: text,
  /** Of all samples. */
  all: comparison,
  /** Of samples that are of a breed; null without any. */
  breeds: v.nullable(comparison),
});

const drawings = openObject({
  n: positiveCount,
  /** Between pixels of the same drawings by both, of 255. */
  mean_difference: nonNegative,
  max_difference: nonNegative,
});

const milliseconds = openObject({ p50: nonNegative, p95: nonNegative, p99: nonNegative, mean: nonNegative });

/** Single runs of both in turn, on one runtime. */
const latency = openObject({
  runtime: text,
  threads: positiveCount,
  batch: positiveCount,
  runs: positiveCount,
  original_ms: milliseconds,
  quantized_ms: milliseconds,
  /** Of the medians; below 0 where the quantized model is faster. */
  delta_ms: finite,
});

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  /** Of the validation; its model is what was written, its `n` the number of samples. */
  measured: v.nullable(measured),
  method: v.picklist(["dynamic", "static", "fp16"]),
  /** How: element types, scales, ranges. */
  settings: openObject({}),
  source: hashedFile,
  /** Bytes. */
  original_size: positiveCount,
  /** Bytes. */
  quantized_size: positiveCount,
  /** 100 (1 - quantized_size / original_size). */
  reduction_percent: finite,
  output_path: text,
  output_sha256: sha256,
  /** Nodes that were left as they are, by name. */
  skipped: v.array(text),
  /** What ranges or sensitivities were measured on. */
  calibration: v.nullable(openObject({ samples: positiveCount, batches: positiveCount, sha256 })),
  accuracy_validation: v.nullable(validation),
  accuracy: v.nullable(accuracy),
  drawings: v.nullable(drawings),
  /** Kernel distance of the quantized model's drawings above the original's. */
  kid_delta: v.nullable(finite),
  /** Both distances, and what they are of. */
  kid: v.optional(kernelComparison),
  latency: v.nullable(v.array(latency)),
  /** What was allowed to be lost, and what was. */
  gate: v.nullable(
    openObject({ metric: text, max_loss: nonNegative, loss: finite, passed: v.boolean(), forced: v.boolean() }),
  ),
  timestamp,
  not_measured: notMeasured,
});

export type QuantizationReport = v.InferOutput<typeof shape>;

/** The shape of quantization_report.json: what quantizing a model saved and cost. Unknown keys are kept. */
export const quantizationReportSchema: v.GenericSchema<QuantizationReport> = v.pipe(
  shape,
  crossCheck(checkQuantization),
);

/** quantization_report.json, version 1. */
export const quantizationReportKind: DocumentKind<QuantizationReport> = {
  name: NAME,
  version: 1,
  title: "quantization report",
  shape: quantizationReportSchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseQuantizationReport(value: unknown): QuantizationReport {
  return parseDocument(quantizationReportKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseQuantizationReport throws. */
export function parseQuantizationReportText(text: string): QuantizationReport {
  return parseDocumentText(quantizationReportKind, text);
}
