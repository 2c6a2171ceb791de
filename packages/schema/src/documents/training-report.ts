import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { hashedFile, measured } from "../shapes/measured.ts";
import { notMeasured } from "../shapes/not-measured.ts";
import { openObject } from "../shapes/open-object.ts";
import { record } from "../shapes/record.ts";
import { count, finite, nonNegative, positiveCount, TASKS, text, timestamp } from "../shapes/scalars.ts";
import { checkTraining } from "./check-training.ts";

const NAME = "tiny-cats/training-report";

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  task: v.picklist(TASKS),
  architecture: text,
  /** Its `model` is what the run wrote, its `data` what it was trained on, its `n` the items of that. */
  measured,
  /** The checkpoint that the run went on from; null for a fresh start. */
  parent: v.nullable(hashedFile),
  /** Every setting of the run. */
  config: record(v.string(), v.unknown()),
  parameters: positiveCount,
  /** Optimizer steps done, those of the parent included. */
  step: count,
  /** Items drawn, repeats included. */
  samples_seen: count,
  /** Of the last step that was logged. */
  loss: v.nullable(finite),
  /** The best of a metric on held-out data. */
  best: v.nullable(openObject({ metric: text, value: finite, step: count })),
  /** In ascending order of step; other numbers may stand beside loss. */
  history: v.array(openObject({ step: count, loss: v.nullable(finite), learning_rate: v.optional(nonNegative) })),
  duration_s: nonNegative,
  stopped_by: v.picklist(["finished", "early-stopping", "interrupted", "error"]),
  timestamp,
  not_measured: notMeasured,
});

export type TrainingReport = v.InferOutput<typeof shape>;

/** The shape of training_report.json: one run, from its start or from where it resumed. Unknown keys are kept. */
export const trainingReportSchema: v.GenericSchema<TrainingReport> = v.pipe(shape, crossCheck(checkTraining));

/** training_report.json, version 1. */
export const trainingReportKind: DocumentKind<TrainingReport> = {
  name: NAME,
  version: 1,
  title: "training report",
  shape: trainingReportSchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseTrainingReport(value: unknown): TrainingReport {
  return parseDocument(trainingReportKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseTrainingReport throws. */
export function parseTrainingReportText(text: string): TrainingReport {
  return parseDocumentText(trainingReportKind, text);
}
