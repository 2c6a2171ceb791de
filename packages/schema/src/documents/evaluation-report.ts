import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { classificationMetrics } from "../shapes/classification-metrics.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { drawingMetrics } from "../shapes/drawing-metrics.ts";
import { intervals } from "../shapes/intervals.ts";
import { languageMetrics } from "../shapes/language-metrics.ts";
import { extractor, measured } from "../shapes/measured.ts";
import { notMeasured } from "../shapes/not-measured.ts";
import { openObject } from "../shapes/open-object.ts";
import { record } from "../shapes/record.ts";
import { count, finite, timestamp } from "../shapes/scalars.ts";
import { checkEvaluation } from "./check-evaluation.ts";

const NAME = "tiny-cats/evaluation-report";

const common = {
  schema: v.literal(NAME),
  version: v.literal(1),
  measured,
  /** Behind frechet_distance, class_score, kid, precision, recall, density and coverage. */
  extractor: v.optional(extractor),
  /** Behind fid and inception_score. */
  inception: v.optional(extractor),
  /** Confidence intervals of what is measured of drawings, by the metric's key; other metrics have theirs beside them. */
  intervals: v.optional(intervals),
  not_measured: notMeasured,
  /** What is known of the checkpoint; null is what is not. */
  metadata: openObject({
    step: v.nullable(count),
    loss: v.nullable(finite),
    timestamp: v.nullable(timestamp),
    config: v.nullable(record(v.string(), v.unknown())),
    num_samples_generated: v.nullable(count),
  }),
};

const classification = v.nullable(classificationMetrics);
const language = v.nullable(languageMetrics);
const optionalDrawing = v.partial(v.object(drawingMetrics)).entries;

const classifier = openObject({
  ...common,
  ...optionalDrawing,
  task: v.literal("image-classification"),
  classification,
  language: v.optional(language),
});

const generator = openObject({
  ...common,
  ...drawingMetrics,
  task: v.literal("class-conditional-image-generation"),
  classification: v.optional(classification),
  language: v.optional(language),
});

const languageModel = openObject({
  ...common,
  ...optionalDrawing,
  task: v.literal("text-generation"),
  classification: v.optional(classification),
  language,
});

export type ClassifierEvaluation = v.InferOutput<typeof classifier>;
export type GeneratorEvaluation = v.InferOutput<typeof generator>;
export type LanguageEvaluation = v.InferOutput<typeof languageModel>;
export type EvaluationReport = ClassifierEvaluation | GeneratorEvaluation | LanguageEvaluation;

/**
 * The shape of evaluation_report.json. The metrics of the task must be there, each as a value, or as null with its reason in `not_measured`;
 * those of other tasks may be left out. Unknown keys are kept.
 */
export const evaluationReportSchema: v.GenericSchema<EvaluationReport> = v.pipe(
  v.variant("task", [classifier, generator, languageModel]),
  crossCheck(checkEvaluation),
);

/** evaluation_report.json, version 1. */
export const evaluationReportKind: DocumentKind<EvaluationReport> = {
  name: NAME,
  version: 1,
  title: "evaluation report",
  shape: evaluationReportSchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseEvaluationReport(value: unknown): EvaluationReport {
  return parseDocument(evaluationReportKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseEvaluationReport throws. */
export function parseEvaluationReportText(text: string): EvaluationReport {
  return parseDocumentText(evaluationReportKind, text);
}
