import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { measuredWithoutModel } from "../shapes/measured.ts";
import { notMeasured } from "../shapes/not-measured.ts";
import { openObject } from "../shapes/open-object.ts";
import { record } from "../shapes/record.ts";
import { relativePath } from "../shapes/relative-path.ts";
import { count, positive, positiveCount, sha256, text, timestamp } from "../shapes/scalars.ts";
import { checkData } from "./check-data.ts";

const NAME = "tiny-cats/data-report";

/** A picture of the set. Its split is null where the set gives none. */
const picture = { file: relativePath, label: text, split: v.nullable(v.picklist(["train", "val", "test"])) };

/** Linear between the two nearest (Hyndman and Fan, 1996, type 7). */
const quantiles = openObject({
  min: positive,
  p5: positive,
  p25: positive,
  p50: positive,
  p75: positive,
  p95: positive,
  max: positive,
});

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  name: text,
  /** How the set says what its pictures are: a folder a class, an index.csv, or lists. */
  layout: v.picklist(["folders", "index", "list"]),
  /** Its `n` is the number of pictures, its `data.sha256` that of the list of their names, labels, splits and hashes. */
  measured: measuredWithoutModel,
  pictures: positiveCount,
  /** Classes with their pictures, in all and by split; "none" is the split of those without. */
  labels: v.array(openObject({ label: text, n: count, splits: record(text, count) })),
  splits: record(text, openObject({ n: count, sha256 })),
  /** Of the pictures that could be read, orientation applied; aspect is width / height. Null where none could. */
  sizes: v.nullable(openObject({ width: quantiles, height: quantiles, aspect: quantiles, bytes: quantiles })),
  /** Pictures that could not be read, with the error's code. */
  broken: v.array(openObject({ ...picture, code: text, message: text })),
  /** Where a file is not what the index says. */
  mismatches: v.array(
    openObject({ file: relativePath, field: v.picklist(["sha256", "size", "box"]), expected: text, found: text }),
  ),
  /** Files of the same bytes. A leak is a group in more than one split. */
  exact_duplicates: v.array(
    openObject({ sha256, files: v.pipe(v.array(openObject(picture)), v.minLength(2)), leak: v.boolean() }),
  ),
  /** Pictures that look the same. A distance is the number of bits of 64 that differ. */
  near_duplicates: v.nullable(
    openObject({
      method: text,
      threshold: count,
      /** Pictures compared, one of each group of the same bytes. */
      compared: count,
      /** Whether there are more pairs than are listed. */
      truncated: v.boolean(),
      pairs: v.array(
        openObject({
          files: v.pipe(v.array(openObject(picture)), v.length(2)),
          distance: count,
          leak: v.boolean(),
        }),
      ),
    }),
  ),
  /** Files in the folder that are none of its pictures. */
  ignored: v.array(text),
  problems: v.array(openObject({ level: v.picklist(["error", "warning"]), kind: text, message: text })),
  timestamp,
  not_measured: notMeasured,
});

export type DataReport = v.InferOutput<typeof shape>;

/** The shape of data_report.json: what a set of pictures holds, and what is wrong with it. Unknown keys are kept. */
export const dataReportSchema: v.GenericSchema<DataReport> = v.pipe(shape, crossCheck(checkData));

/** data_report.json, version 1. */
export const dataReportKind: DocumentKind<DataReport> = {
  name: NAME,
  version: 1,
  title: "data report",
  shape: dataReportSchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseDataReport(value: unknown): DataReport {
  return parseDocument(dataReportKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseDataReport throws. */
export function parseDataReportText(text: string): DataReport {
  return parseDocumentText(dataReportKind, text);
}
