import { expect, test } from "vitest";
import { fingerprint } from "../fingerprint.ts";
import { SNIPPETS } from "./registry.ts";
import { TESTED } from "./tested.ts";

test("every snippet is as a test ran it, and ids are unique", () => {
  expect(Object.fromEntries(SNIPPETS.map(({ id, template }) => [id, fingerprint(template)]))).toEqual(TESTED);
  expect(new Set(SNIPPETS.map(({ id }) => id)).size).toBe(SNIPPETS.length);
});
