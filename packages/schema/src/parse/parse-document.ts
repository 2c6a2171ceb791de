import * as v from "valibot";
import { TinyCatsError } from "../errors.ts";
import { describeIssue } from "./describe-issue.ts";
import type { DocumentKind } from "./document-kind.ts";
import { invalidDocument } from "./invalid-document.ts";
import { listNonJson } from "./list-non-json.ts";
import { quote } from "./quote.ts";

/**
 * Checks that a value is a document of a kind and returns a copy of it.
 *
 * @throws TinyCatsError "wrong-document", "unknown-document-version" or "invalid-document".
 */
export function parseDocument<T>(kind: DocumentKind<T>, value: unknown): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidDocument(kind.title, [{ path: [], message: `must be an object, not ${quote(value)}` }]);
  }
  const { schema, version } = value as { schema?: unknown; version?: unknown };
  if (schema !== kind.name) throw wrongDocument(kind, schema);
  if (version !== kind.version) throw unknownVersion(kind, version);

  const unfit = listNonJson(value);
  if (unfit.length > 0) throw invalidDocument(kind.title, unfit);
  const result = v.safeParse(kind.shape, value);
  if (!result.success) throw invalidDocument(kind.title, result.issues.map(describeIssue));
  return result.output;
}

function wrongDocument({ name, title }: DocumentKind<unknown>, schema: unknown): TinyCatsError {
  const found = schema === undefined ? "it has no schema key" : `its schema is ${quote(schema)}`;
  return new TinyCatsError("wrong-document", `this is not a ${title}: ${found}`, {
    value: schema,
    remedy: `give a document whose schema key is "${name}"`,
  });
}

function unknownVersion({ title, version: known }: DocumentKind<unknown>, version: unknown): TinyCatsError {
  const newer = typeof version === "number" && version > known;
  return new TinyCatsError(
    "unknown-document-version",
    `version ${quote(version)} of a ${title} is unknown: version ${known} is read here`,
    {
      value: version,
      remedy: newer ? "upgrade @tiny-cats/schema and what uses it" : `write the document again as version ${known}`,
    },
  );
}
