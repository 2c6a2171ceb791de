import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { openObject } from "../shapes/open-object.ts";
import { record } from "../shapes/record.ts";
import { count, finite, text, timestamp } from "../shapes/scalars.ts";
import { checkValidation } from "./check-validation.ts";

const NAME = "tiny-cats/validation-report";

/** A number, or words where the matter is none. */
const finding = v.nullable(v.union([finite, text]));

const result = openObject({
  /** The gate's. */
  name: text,
  /** Which of the folder's models; null where it is about the folder. */
  model: v.nullable(v.picklist(["classifier", "generator", "language"])),
  passed: v.boolean(),
  /** Null where nothing was measured. */
  value: finding,
  threshold: finding,
  message: text,
  /** What to do about a gate that has not passed. */
  remedy: v.optional(text),
  /** Why it may stay unmeasured; it is then neither passed nor failed. */
  allowed_because: v.optional(text),
});

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  /** As it was named, never absolute. */
  model_path: v.pipe(v.string(), v.regex(/^(?![/\\~]|[A-Za-z]:)./, "must be a path that is not absolute")),
  timestamp,
  /** Nothing has failed; where it was strict, there is no warning either. */
  passed: v.boolean(),
  strict: v.boolean(),
  total_checks: count,
  passed_checks: count,
  failed_checks: count,
  warnings: v.array(text),
  /** A sentence for each that failed. */
  errors: v.array(text),
  /** What values were held to, by name. */
  thresholds: record(text, v.nullable(finite)),
  results: v.array(result),
});

export type ValidationReport = v.InferOutput<typeof shape>;

/** The shape of validation_report.json: what a model's folder was held to before it may be published. Unknown keys are kept. */
export const validationReportSchema: v.GenericSchema<ValidationReport> = v.pipe(shape, crossCheck(checkValidation));

/** validation_report.json, version 1. */
export const validationReportKind: DocumentKind<ValidationReport> = {
  name: NAME,
  version: 1,
  title: "validation report",
  shape: validationReportSchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseValidationReport(value: unknown): ValidationReport {
  return parseDocument(validationReportKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseValidationReport throws. */
export function parseValidationReportText(text: string): ValidationReport {
  return parseDocumentText(validationReportKind, text);
}
