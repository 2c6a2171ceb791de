import { expect, test } from "vitest";
import { fuzz, type Subject } from "./testing/fuzz.ts";

const COUNT = 5000;

/** What damage must reach, for a fuzzer that only ever sees one refusal tests nothing. */
const REACHED: readonly [Subject, string[]][] = [
  ["csv", ["invalid-csv", "read"]],
  ["index", ["invalid-csv", "invalid-data-index", "read", "unknown-split"]],
  ["list", ["invalid-list", "read"]],
  ["xml", ["invalid-annotation", "read"]],
  ["metadata", ["invalid-token-metadata", "read"]],
];

test.each(REACHED)(`${COUNT} damaged texts are read or refused by the parser of %s`, (subject, reached) => {
  const outcomes = fuzz(subject, 20261122, COUNT);
  expect([...outcomes.keys()].sort()).toEqual(reached);
  for (const code of reached) expect(outcomes.get(code)).toBeGreaterThan(COUNT / 500);
});
