import { expect, test } from "vitest";
import { generateBody } from "../shapes/generate.ts";
import { parse, parseJson } from "./parse.ts";

const shape = generateBody({ maxCount: 4, maxSteps: 50 });
const json = (text: string) => parse(shape, parseJson(new TextEncoder().encode(text)));

test.each([
  '{"breed":"Siamese","seed":9007199254740992}',
  '{"breed":"Siamese","seed":9007199254740993}',
  '{"breed":"Siamese","seed":1e400}',
  '{"breed":"Siamese","seed":-1}',
  '{"breed":"Siamese","seed":0.5}',
  '{"breed":"Siamese","seed":"1"}',
  '{"breed":"Siamese","seed":null}',
  '{"breed":"Siamese","steps":51}',
  '{"breed":"Siamese","count":0}',
  '{"breed":"Siamese","more":1}',
  '{"breed":"Siamese","__proto__":{"seed":1}}',
  '{"breed":""}',
  "{}",
  "[]",
  "null",
  "7",
])("%s is refused, and says where", (text) => {
  expect(() => json(text)).toThrow(expect.objectContaining({ code: "invalid-request" }));
});

test("the largest seed is taken as it stands", () => {
  expect(json('{"breed":"Siamese","seed":9007199254740991}').seed).toBe(2 ** 53 - 1);
});

test("what is no JSON, and what is no UTF-8, are told apart", () => {
  expect(() => parseJson(Uint8Array.of(0xff, 0xfe))).toThrow(expect.objectContaining({ code: "not-utf8" }));
  for (const text of ["", "{", "undefined", "{'a':1}"]) {
    expect(() => json(text)).toThrow(expect.objectContaining({ code: "invalid-json" }));
  }
});
