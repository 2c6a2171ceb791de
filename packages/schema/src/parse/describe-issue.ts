import type * as v from "valibot";
import type { Problem } from "../shapes/cross-check.ts";
import { quote } from "./quote.ts";

/** Issues whose message says all: what was received would add nothing. */
const COMPLETE = ["custom", "raw_check", "check", "non_empty", "min_length", "max_length", "min_entries"];

/** A valibot issue as a problem: "must be ..., not ..." with what was received. */
export function describeIssue(issue: v.BaseIssue<unknown>): Problem {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));
  return { path, message: describe(issue) };
}

function describe({ type, kind, message, expected, input, path }: v.BaseIssue<unknown>): string {
  if (COMPLETE.includes(type)) return message;
  if (kind !== "schema") return `${message}, not ${quote(input)}`;
  const aboutKey = path?.at(-1)?.origin === "key";
  if (expected === "never") return aboutKey ? "is not a known key" : "does not belong here";
  return aboutKey ? "is missing" : `must be ${wording(expected)}, not ${quote(input)}`;
}

/** valibot's `("a" | "b")` as `"a" or "b"`. */
function wording(expected: string | null): string {
  return (expected ?? "something else").replaceAll(" | ", " or ").replace(/^\((.*)\)$/, "$1");
}
