import fc from "fast-check";
import { expect, test } from "vitest";
import { locateJsonError } from "./locate-json-error.ts";

test.each([
  ["", 0],
  ["  ", 2],
  ["{", 1],
  ['{"a"', 4],
  ['{"a" 1}', 5],
  ['{"a": 1,}', 8],
  ['{"a": 1 "b": 2}', 8],
  ["{a: 1}", 1],
  ["{'a': 1}", 1],
  ["[1, 2", 5],
  ["[1,]", 3],
  ["[1 2]", 3],
  ["[1]]", 3],
  ["01", 1],
  ["-", 0],
  ["1.", 1],
  ["1e", 1],
  ["NaN", 0],
  ["[nul]", 1],
  ['"abc', 4],
  ['"a\nb"', 2],
  ['"a\\x"', 2],
  ['"\\u12g4"', 1],
  ["[}", 1],
  ["{]", 1],
  ["\u00a0{}", 0],
])("%j stops being JSON at %i", (text, offset) => {
  expect(locateJsonError(text)?.offset).toBe(offset);
});

function engineRefuses(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

test("an error is found exactly where JSON.parse finds one", () => {
  const pieces = fc.constantFrom(
    ...'{}[],:"\\ \n\t0123.eE+-',
    "true",
    "null",
    "fals",
    '"a"',
    "\\u00e9",
    "\\n",
    "é",
    "\u2028",
    "1e5",
    "-0.5",
  );
  const broken = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(""));
  const cut = fc.tuple(fc.json(), fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)));
  fc.assert(
    fc.property(fc.oneof(broken, cut, fc.json()), (text) => {
      expect(locateJsonError(text) !== undefined).toBe(engineRefuses(text));
    }),
    { seed: 20261121, numRuns: 5000 },
  );
});

test("nothing before the token that was damaged is called an error", () => {
  const character = fc.constantFrom("}", "]", ",", ":", "x", '"');
  fc.assert(
    fc.property(fc.json(), fc.nat(), character, (text, place, put) => {
      const before = text.slice(0, place % text.length);
      const token = before.search(/[-+\w.\\]*$/);
      const error = locateJsonError(before + put + text.slice(before.length));
      expect(error?.offset ?? token).toBeGreaterThanOrEqual(token);
    }),
    { seed: 20261121, numRuns: 2000 },
  );
});

test("any depth will do", () => {
  expect(locateJsonError("[".repeat(200_000))?.offset).toBe(200_000);
});
