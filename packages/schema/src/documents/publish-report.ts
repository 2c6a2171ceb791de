import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { measuredWithoutModel } from "../shapes/measured.ts";
import { notMeasured } from "../shapes/not-measured.ts";
import { openObject } from "../shapes/open-object.ts";
import { relativePath } from "../shapes/relative-path.ts";
import { count, nonNegative, sha256, text, timestamp } from "../shapes/scalars.ts";
import { checkPublish } from "./check-publish.ts";

const NAME = "tiny-cats/publish-report";

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  /** Its `n` is the number of files. */
  measured: measuredWithoutModel,
  repo_id: v.pipe(v.string(), v.regex(/^[\w.-]+\/[\w.-]+$/, "must be owner/name")),
  url: v.pipe(v.string(), v.regex(/^https?:\/\/[^\s@]+$/, "must be an http(s) address without user or password")),
  commit: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/, "must be 40 lower-case hexadecimal digits")),
  tag: v.optional(text),
  timestamp,
  /** All that the commit was to hold. */
  files: v.array(openObject({ path: relativePath, bytes: count, sha256 })),
  /** The paths of `files` that were sent; the rest was there already. */
  files_uploaded: v.array(relativePath),
  /** Of the files sent. */
  bytes: count,
  /** Megabytes (1e6 bytes) a second over the whole transfer. */
  mean_mb_per_s: v.nullable(nonNegative),
  /** The fastest second. */
  peak_mb_per_s: v.nullable(nonNegative),
  /** Requests sent again, in all. */
  retries: count,
  /** Files that a complete repository has and this one was allowed to lack. */
  missing: v.array(openObject({ path: relativePath, allowed_because: text })),
  not_measured: notMeasured,
});

export type PublishReport = v.InferOutput<typeof shape>;

/** The shape of publish_report.json: what went to a repository, and how. Unknown keys are kept. */
export const publishReportSchema: v.GenericSchema<PublishReport> = v.pipe(shape, crossCheck(checkPublish));

/** publish_report.json, version 1. */
export const publishReportKind: DocumentKind<PublishReport> = {
  name: NAME,
  version: 1,
  title: "publish report",
  shape: publishReportSchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parsePublishReport(value: unknown): PublishReport {
  return parseDocument(publishReportKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parsePublishReport throws. */
export function parsePublishReportText(text: string): PublishReport {
  return parseDocumentText(publishReportKind, text);
}
