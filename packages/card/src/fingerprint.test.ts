import { expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";

test.each([
  ["", "cbf29ce484222325"],
  ["a", "af63dc4c8601ec8c"],
  ["foobar", "85944171f73967e8"],
])("FNV-1a of %j, as its authors publish it", (text, digits) => {
  expect(fingerprint(text)).toBe(digits);
});

test("line ends and space around do not count, anything else does", () => {
  expect(fingerprint("\r\na\r\nb\r\n")).toBe(fingerprint("a\nb"));
  expect(fingerprint("a b")).not.toBe(fingerprint("a  b"));
});
