import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readVectors } from "../../../../tooling/golden/read-vectors.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { parseCsv } from "./parse-csv.ts";

const { csv } = readVectors<{ csv: { text: string; rows: string[][] }[] }>("data");
const rows = (text: string) => parseCsv(text).map(({ fields }) => fields);

test.each(csv)("reads $text as Python does", ({ text, rows: expected }) => {
  expect(rows(text)).toEqual(expected);
});

test("says on which line a record begins", () => {
  expect(parseCsv('a\n"1\n2\n3"\n\nb\n').map(({ line }) => line)).toEqual([1, 2, 6]);
});

describe("refuses", () => {
  test.each([
    ['a,b\n1,"2\n', "line 2: a quotation mark is never closed"],
    ['a,b\n1,2"3\n', "line 2: there is a quotation mark in a field that does not begin with one"],
    ['a,b\n1,"2"3\n', 'line 2: a field is followed by "3"'],
    ["a,b\r1,2\r", 'line 1: a field is followed by "\\r"'],
    ["a,b\n1\n", "line 2: 1 fields, where the first record has 2"],
    ["a,b\n1,2,3\n", "line 2: 3 fields, where the first record has 2"],
    [",".repeat(256), "line 1: there are more than 256 fields"],
    [`"${"x".repeat(65537)}"`, "line 1: a field is longer than 65536 characters"],
  ])("%j", async (text, message) => {
    const error = await errorOf(() => parseCsv(text));
    expect([error.code, error.message]).toEqual(["invalid-csv", message]);
  });

  test("more records than allowed", async () => {
    expect(parseCsv("a\nb\n", { maxRecords: 2 })).toHaveLength(2);
    expect((await errorOf(() => parseCsv("a\nb\nc\n", { maxRecords: 2 }))).message).toBe(
      "line 3: there are more than 2 records",
    );
  });
});

test("what is written by the rules is read back", () => {
  const field = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r\n", " ", "é") });
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((n) => fc.array(fc.array(field, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 6 }));
  const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const property = fc.property(table, fc.constantFrom("\n", "\r\n"), fc.boolean(), (values, end, last) => {
    const text = values.map((row) => row.map(quote).join(",")).join(end) + (last ? end : "");
    expect(rows(text)).toEqual(values);
  });
  fc.assert(property, { seed: 11, numRuns: 500 });
});
