import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { drawingMetrics } from "../shapes/drawing-metrics.ts";
import { checkReasons } from "../shapes/not-measured.ts";
import { openObject } from "../shapes/open-object.ts";
import { takenFromEvaluation } from "../shapes/taken-from.ts";

const NAME = "tiny-cats/inception-score";

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  ...takenFromEvaluation,
  inception_score: drawingMetrics.inception_score,
});

export type InceptionScore = v.InferOutput<typeof shape>;

/** The shape of inception_score.json: a generator's Inception Score, out of its evaluation report. Null has its reason. Unknown keys are kept. */
export const inceptionScoreSchema: v.GenericSchema<InceptionScore> = v.pipe(
  shape,
  crossCheck((report) => checkReasons(report, ["inception_score"])),
);

/** inception_score.json, version 1. */
export const inceptionScoreKind: DocumentKind<InceptionScore> = {
  name: NAME,
  version: 1,
  title: "Inception Score document",
  shape: inceptionScoreSchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseInceptionScore(value: unknown): InceptionScore {
  return parseDocument(inceptionScoreKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseInceptionScore throws. */
export function parseInceptionScoreText(text: string): InceptionScore {
  return parseDocumentText(inceptionScoreKind, text);
}
