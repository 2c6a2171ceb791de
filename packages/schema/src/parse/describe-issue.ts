import type * as v from "valibot";
import type { Problem } from "../shapes/cross-check.ts";

const LONGEST = 60;

/** A valibot issue as a problem: "must be ..., not ...", with what was received cut short. */
export function describeIssue(issue: v.BaseIssue<unknown>): Problem {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));
  return { path, message: describe(issue) };
}

function describe(issue: v.BaseIssue<unknown>): string {
  const last = issue.path?.at(-1);
  if (issue.kind === "schema" && last?.origin === "key") return issue.expected === "never" ? "is not a known key" : "is missing";
  if (issue.kind === "schema") return issue.expected === "never" ? "does not belong here" : `must be ${expected(issue)}, not ${received(issue)}`;
  return issue.type === "raw_check" ? issue.message : `${issue.message}, not ${received(issue)}`;
}

function expected({ expected }: v.BaseIssue<unknown>): string {
  return (expected ?? "something else").replaceAll(" | ", " or ").replace(/^\((.*)\)$/, "$1");
}

function received({ received }: v.BaseIssue<unknown>): string {
  return received.length > LONGEST ? `${received.slice(0, LONGEST - 1)}…` : received;
}
