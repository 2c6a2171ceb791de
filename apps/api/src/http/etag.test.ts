import { expect, test } from "vitest";
import { etagOf, matches, notModified } from "./etag.ts";

const asking = (tags?: string) =>
  new Request("http://here", { headers: tags === undefined ? {} : { "if-none-match": tags } });

test("a tag names its parts alone", () => {
  expect(etagOf("a", { b: 1 })).toBe(etagOf("a", { b: 1 }));
  expect(etagOf("a", { b: 1 })).not.toBe(etagOf("a", { b: 2 }));
  expect(etagOf("a")).toMatch(/^"[\w-]{32}"$/);
});

test("If-None-Match is a list, compared weakly", () => {
  const tag = etagOf("a");
  for (const tags of [tag, `W/${tag}`, `"x", ${tag}`, "*"]) expect(matches(asking(tags), tag)).toBe(true);
  for (const tags of [undefined, '"x"', "", tag.slice(1, -1)]) expect(matches(asking(tags), tag)).toBe(false);
  expect(notModified(tag)).toMatchObject({ status: 304, body: null });
});
