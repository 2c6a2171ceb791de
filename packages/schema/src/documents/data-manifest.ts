import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { openObject } from "../shapes/open-object.ts";
import { record } from "../shapes/record.ts";
import { relativePath } from "../shapes/relative-path.ts";
import { count, license, positive, positiveCount, sha256, share, text } from "../shapes/scalars.ts";
import { checkDataManifest } from "./check-data-manifest.ts";

const NAME = "tiny-cats/data-manifest";

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  name: text,
  license,
  citation: text,
  /** The package and its version. */
  made_by: text,
  /** What the pictures were unpacked from; none where they lay there unpacked. */
  archives: v.array(
    openObject({
      file: relativePath,
      bytes: count,
      md5: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, "must be 32 lower-case hexadecimal digits")),
    }),
  ),
  /** Whether it is of heads that were cut out. */
  heads: v.boolean(),
  /** In pixels: of heads both sides, else the shorter one at most. Null where pictures were left as they are. */
  size: v.nullable(positiveCount),
  /** Side of the square about a head over the longer side of its box; null without heads. */
  margin: v.nullable(positive),
  /** How train and val were split from the official part for both; test is the official one. */
  split: openObject({ seed: count, val: share }),
  pictures: positiveCount,
  splits: record(text, count),
  labels: v.array(openObject({ label: text, n: count, splits: record(text, count) })),
  /** Pictures of the lists that are not in it: "no-head" where there is no box, else the code of the picture's fault. */
  left_out: v.array(openObject({ file: relativePath, code: text })),
  /** Annotations of heads that can't be read, and why; their pictures count as without a box. */
  unread_annotations: v.array(openObject({ file: relativePath, message: text })),
  /** Of the list of its pictures' names, labels, splits and hashes. */
  items_sha256: sha256,
  index_sha256: sha256,
});

export type DataManifest = v.InferOutput<typeof shape>;

/** The shape of a prepared set's manifest.json: what it is, what of, and how it was made. Unknown keys are kept. */
export const dataManifestSchema: v.GenericSchema<DataManifest> = v.pipe(shape, crossCheck(checkDataManifest));

/** A prepared set's manifest.json, version 1. */
export const dataManifestKind: DocumentKind<DataManifest> = {
  name: NAME,
  version: 1,
  title: "data manifest",
  shape: dataManifestSchema,
};

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseDataManifest(value: unknown): DataManifest {
  return parseDocument(dataManifestKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseDataManifest throws. */
export function parseDataManifestText(text: string): DataManifest {
  return parseDocumentText(dataManifestKind, text);
}
