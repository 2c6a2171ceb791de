import fc from "fast-check";
import { expect, test } from "vitest";
import { readVectors } from "../../../../../tooling/golden/read-vectors.ts";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../../tooling/testing/folder-of.ts";
import { tokenBytes } from "./token-bytes.ts";

interface TokenizerJson {
  model: { vocab: Record<string, number>; type: string };
}
const golden = readVectors<{ token_bytes: number[]; tokenizer: TokenizerJson }>("eval-language");
const { tokenizer } = golden;

test("counts the bytes that tokenizers decodes, special tokens as none", async () => {
  const folder = folderOf({ "tokenizer.json": JSON.stringify(tokenizer) });
  expect([...(await tokenBytes(folder))]).toEqual(golden.token_bytes);
});

test("reads the two files of the older layout, and added words that are no special tokens", async () => {
  const { vocab } = tokenizer.model;
  const folder = folderOf({ "vocab.json": JSON.stringify({ ...vocab, "<|endoftext|>": 30 }) });
  expect([...(await tokenBytes(folder))]).toEqual(golden.token_bytes);
  const added = folderOf({
    "vocab.json": JSON.stringify({ ab: 1 }),
    "added_tokens.json": JSON.stringify({ "<pad>": 3 }),
  });
  expect([...(await tokenBytes(added))]).toEqual([-1, 2, -1, 0]);
  const word = { ...tokenizer, added_tokens: [{ id: 31, content: "é", special: false }] };
  expect((await tokenBytes(folderOf({ "tokenizer.json": JSON.stringify(word) })))[31]).toBe(2);
});

test.each([
  ["tokenizer-not-found", { "merges.txt": "" }],
  ["unsupported-tokenizer", { "tokenizer.json": { ...tokenizer, model: { ...tokenizer.model, type: "Unigram" } } }],
  ["unsupported-tokenizer", { "tokenizer.json": { ...tokenizer, pre_tokenizer: null, decoder: null } }],
  ["unsupported-tokenizer", { "tokenizer.json": [] }],
  ["unsupported-tokenizer", { "tokenizer.json": { ...tokenizer, added_tokens: [7] } }],
  ["unsupported-tokenizer", { "vocab.json": { a: -1 } }],
  ["unsupported-tokenizer", { "vocab.json": { a: 1e9 } }],
  ["unsupported-tokenizer", { "vocab.json": {} }],
  [
    "unsupported-tokenizer",
    { "tokenizer.json": { ...tokenizer, added_tokens: [{ id: 3, content: { toString: 1 } }] } },
  ],
  ["unsupported-tokenizer", { "vocab.json": `{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}` }],
  ["unsupported-tokenizer", { "vocab.json": { a: 1 }, "added_tokens.json": "null" }],
  ["invalid-json", { "vocab.json": "{" }],
])("%s for %j", async (code, files) => {
  const texts = Object.entries(files).map(([name, file]) => [
    name,
    typeof file === "string" ? file : JSON.stringify(file),
  ]);
  expect((await errorOf(() => tokenBytes(folderOf(Object.fromEntries(texts))))).code).toBe(code);
});

test("whatever JSON a stranger gives, it is read or refused with a code", async () => {
  const damaged = fc.oneof(
    fc.json(),
    fc
      .record({
        model: fc.oneof(fc.jsonValue(), fc.record({ type: fc.constant("BPE"), vocab: fc.jsonValue() })),
        added_tokens: fc.oneof(fc.jsonValue(), fc.array(fc.record({ id: fc.jsonValue(), content: fc.jsonValue() }))),
        pre_tokenizer: fc.constant({ type: "ByteLevel" }),
      })
      .map((value) => JSON.stringify(value)),
  );
  await fc.assert(
    fc.asyncProperty(damaged, async (text) => {
      const result = await tokenBytes(folderOf({ "tokenizer.json": text })).catch((error) => error.code);
      expect(result instanceof Int32Array || ["unsupported-tokenizer", "invalid-json"].includes(result)).toBe(true);
    }),
    { seed: 5, numRuns: 200 },
  );
});
