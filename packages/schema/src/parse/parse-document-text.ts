import { TinyCatsError } from "../errors.ts";
import type { DocumentKind } from "./document-kind.ts";
import { locateJsonError } from "./locate-json-error.ts";
import { parseDocument } from "./parse-document.ts";

/**
 * Reads a document of a kind from JSON text; a byte order mark before it is passed over.
 *
 * @throws TinyCatsError "invalid-json" with line and column, and what parseDocument throws.
 */
export function parseDocumentText<T>(kind: DocumentKind<T>, text: string): T {
  const json = text.startsWith("\uFEFF") ? text.slice(1) : text;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw invalidJson(kind.title, json, cause);
  }
  return parseDocument(kind, value);
}

function invalidJson(title: string, json: string, cause: unknown): TinyCatsError {
  const { offset, reason } = locateJsonError(json) ?? { offset: 0, reason: String(cause) };
  const before = json.slice(0, offset).split(/\r\n|\r|\n/);
  const [line, column] = [before.length, before[before.length - 1].length + 1];
  return new TinyCatsError("invalid-json", `this ${title} is not JSON: line ${line}, column ${column}: ${reason}`, {
    value: { line, column, reason },
    remedy: "correct that place, or fetch or write the file again: it may have been cut short",
    cause,
  });
}
