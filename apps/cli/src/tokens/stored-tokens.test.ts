import fc from "fast-check";
import { expect, test } from "vitest";
import { formatStoredTokens } from "./format-stored-tokens.ts";
import { parseStoredTokens } from "./parse-stored-tokens.ts";
import { sectionName } from "./section-name.ts";

test("what is written is read again, in the order of names", () => {
  const name = fc.stringMatching(/^[A-Za-z0-9][\w .%-]{0,20}$/).map((text) => text.trim());
  const value = fc.stringMatching(/^[A-Za-z0-9_%=:;#]{1,40}$/);
  const fields = fc.record({ hf_token: value, expires_at: value });
  fc.assert(
    fc.property(fc.dictionary(name, fields, { maxKeys: 5 }), (tokens) => {
      const map = new Map(Object.entries(tokens).map(([key, one]) => [key, new Map(Object.entries(one))]));
      const read = parseStoredTokens(formatStoredTokens(map), "stored_tokens");
      expect([...read.keys()]).toEqual([...map.keys()].sort());
      for (const [key, one] of map) expect(Object.fromEntries(read.get(key)!)).toEqual(Object.fromEntries(one));
    }),
    { seed: 5, numRuns: 300 },
  );
});

test.each(["hf_token = x\n", "[a]\n = x\n", "[a]\nx\n", "  indented\n"])("%j is refused, not lost", (text) => {
  expect(() => parseStoredTokens(text, "f")).toThrow(expect.objectContaining({ code: "invalid-stored-tokens" }));
});

test.each([
  ["my laptop", "my laptop"],
  ["a\n[b]", "a [b]"],
  ["DEFAULT", "token DEFAULT"],
  ["\t", "token"],
])("the token called %j becomes the section %j", (name, section) => {
  expect(sectionName(name)).toBe(section);
});
