import * as v from "valibot";
import type { DocumentKind } from "../parse/document-kind.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import { crossCheck } from "../shapes/cross-check.ts";
import { openObject } from "../shapes/open-object.ts";
import { relativePath } from "../shapes/relative-path.ts";
import { count, sha256, text, timestamp } from "../shapes/scalars.ts";
import { checkLineage } from "./check-lineage.ts";

const NAME = "tiny-cats/lineage";

const file = { path: relativePath, bytes: count, sha256 };

const shape = openObject({
  schema: v.literal(NAME),
  version: v.literal(1),
  /** The repository that the model was pulled from. */
  parent: openObject({
    repo_id: v.pipe(v.string(), v.regex(/^[\w.-]+\/[\w.-]+$/, "must be owner/name")),
    /** The Hub's address, where it is not Hugging Face's. */
    endpoint: v.optional(
      v.pipe(v.string(), v.regex(/^https?:\/\/[^\s@]+$/, "must be an http(s) address without user or password")),
    ),
    commit: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/, "must be 40 lower-case hexadecimal digits")),
    /** The branch, tag or commit that was asked for. */
    revision: text,
  }),
  /** What of it is here: its files, or a checkpoint made of them. */
  as: v.picklist(["folder", "checkpoint"]),
  /** When it was pulled. */
  timestamp,
  /** The parent's files that were pulled. */
  files: v.array(openObject(file)),
  /** The file made of them, beside this document. */
  checkpoint: v.optional(openObject({ ...file, architecture: text, dialect: text })),
});

export type Lineage = v.InferOutput<typeof shape>;

/** The shape of lineage.json: which repository's commit a folder or checkpoint comes from. Unknown keys are kept. */
export const lineageSchema: v.GenericSchema<Lineage> = v.pipe(shape, crossCheck(checkLineage));

/** lineage.json, version 1. */
export const lineageKind: DocumentKind<Lineage> = { name: NAME, version: 1, title: "lineage", shape: lineageSchema };

/** @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document". */
export function parseLineage(value: unknown): Lineage {
  return parseDocument(lineageKind, value);
}

/** @throws TinyCatsError "invalid-json", and what parseLineage throws. */
export function parseLineageText(text: string): Lineage {
  return parseDocumentText(lineageKind, text);
}
