import type { ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import * as v from "valibot";
import { expect } from "vitest";
import { TinyCatsError } from "../errors.ts";
import { parseDocument } from "../parse/parse-document.ts";
import { parseDocumentText } from "../parse/parse-document-text.ts";
import type { Example } from "./examples.ts";
import { mutations } from "./mutations.ts";

interface Runs {
  seed: number;
  numRuns: number;
}

const CODES = ["wrong-document", "unknown-document-version", "invalid-document", "invalid-json"];

/** Whether `parse` refuses, having checked that it does so by the rules. */
function refuses(parse: () => void): boolean {
  try {
    parse();
    return false;
  } catch (error) {
    if (!(error instanceof TinyCatsError)) throw error;
    expect(CODES).toContain(error.code);
    expect(error.remedy).not.toBe("");
    expect(error.message.length).toBeLessThan(5000);
    return true;
  }
}

/** A damaged document parses to what survives JSON, or is refused by a TinyCatsError. Returns how many were refused. */
export function survivesDamage({ kind, document }: Example, runs: Runs): number {
  let refused = 0;
  const property = fc.property(mutations(document), (damaged) => {
    const refusal = refuses(() => {
      const parsed = parseDocument(kind, damaged);
      expect(parseDocumentText(kind, JSON.stringify(parsed))).toEqual(JSON.parse(JSON.stringify(parsed)));
    });
    if (refusal) refused++;
  });
  fc.assert(property, runs);
  return refused;
}

/** The same of a document's text, cut short or with a character changed. Returns how many were refused. */
export function survivesDamagedText({ kind, document }: Example, runs: Runs): number {
  let refused = 0;
  const text = JSON.stringify(document, null, 2);
  const damage = fc.record({ at: fc.nat(text.length - 1), put: fc.string({ maxLength: 2 }), cut: fc.boolean() });
  const property = fc.property(damage, ({ at, put, cut }) => {
    const damaged = text.slice(0, at) + put + (cut ? "" : text.slice(at + 1));
    if (refuses(() => void parseDocumentText(kind, damaged))) refused++;
  });
  fc.assert(property, runs);
  return refused;
}

/** JSON Schema accepts a damaged document exactly where valibot finds nothing that JSON Schema has words for. Returns how many it refused. */
export function agreesWithJsonSchema({ kind, document }: Example, validate: ValidateFunction, runs: Runs): number {
  let refused = 0;
  const property = fc.property(mutations(document, { json: true }), (damaged) => {
    const json = JSON.parse(JSON.stringify(damaged));
    const issues = v.safeParse(kind.shape, json).issues ?? [];
    const expressible = issues.filter(({ type }) => type !== "raw_check" && type !== "check");
    const accepted = validate(json);
    if (!accepted) refused++;
    expect({ accepted: expressible.length === 0, issues: expressible.map(({ message }) => message) }).toMatchObject({
      accepted,
    });
  });
  fc.assert(property, runs);
  return refused;
}
