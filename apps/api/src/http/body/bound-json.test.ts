import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { parseJson } from "../parse.ts";
import { boundJson } from "./bound-json.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("is refused before it is parsed:", () => {
  test.each([
    ["lists 17 deep", `${"[".repeat(17)}${"]".repeat(17)}`],
    ["objects 17 deep", `${'{"a":'.repeat(17)}1${"}".repeat(17)}`],
    ["20 MB of brackets that never close", "[".repeat(20e6)],
    ["20 MB of empty lists", `[${"[],".repeat(6_000_000)}[]]`],
    ["20 MB of numbers", `[${"1,".repeat(10_000_000)}1]`],
    ["20 MB of members", `{${'"":1,'.repeat(4_000_000)}"":1}`],
  ])("%s", async (_, text) => {
    expect((await errorOf(() => boundJson(bytes(text)))).code).toBe("json-too-complex");
  });
});

describe("passes:", () => {
  test.each([
    ["16 deep", `${"[".repeat(16)}${"]".repeat(16)}`],
    ["brackets and commas in texts", JSON.stringify({ a: "[".repeat(1e6), b: ",".repeat(1e6), c: '\\"[[' })],
    ["a text of 20 MB", JSON.stringify("A".repeat(20e6))],
    ["a text that ends with backslashes", JSON.stringify(["\\".repeat(1001), "["])],
    ["a text that never ends", `"${"[".repeat(100)}`],
    ["nothing", ""],
  ])("%s", (_, text) => {
    expect(() => boundJson(bytes(text))).not.toThrow();
  });
});

test("whatever JSON is not too complex parses to what JSON.parse makes of it", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      expect(parseJson(bytes(text))).toEqual(JSON.parse(text));
    }),
    { seed: 7, numRuns: 300 },
  );
});

test("depth is counted as JSON counts it, whatever stands in texts", () => {
  const nested = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.string());
  fc.assert(
    fc.property(nested, ([depth, text]) => {
      let value: unknown = text;
      for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [text, value] : { [text]: value };
      const call = () => boundJson(bytes(JSON.stringify(value)));
      if (depth > 16) expect(call).toThrow("nested");
      else expect(call).not.toThrow();
    }),
    { seed: 7, numRuns: 300 },
  );
});
