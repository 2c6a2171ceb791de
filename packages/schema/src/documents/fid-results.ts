import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { drawingMetrics } from "../shapes/drawing-metrics.ts";
import { checkReasons } from "../shapes/not-measured.ts";
import { openObject } from "../shapes/open-object.ts";
import { takenFromEvaluation } from "../shapes/taken-from.ts";

const NAME = "tiny-cats/fid-results";

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  ...takenFromEvaluation,
  fid: drawingMetrics.fid,
});

export type FidResults = v.InferOutput<typeof shape>;

/** The shape of fid_results.json: a generator's Frechet distance by InceptionV3, out of its evaluation report. Null has its reason. Unknown keys are kept. */
export const fidResultsSchema: v.GenericSchema<FidResults> = v.pipe(
  shape,
  crossCheck((report) => checkReasons(report, ["fid"])),
);

/** fid_results.json, version 1. */
export const fidResultsKind: DocumentKind<FidResults> = {
  name: NAME,
  version: 1,
  title: "FID document",
  shape: fidResultsSchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseFidResults(value: unknown): FidResults {
  return parseDocument(fidResultsKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseFidResults throws. */
export function parseFidResultsText(text: string): FidResults {
  return parseDocumentText(fidResultsKind, text);
}
