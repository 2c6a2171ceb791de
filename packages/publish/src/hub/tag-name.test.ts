import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { tagName } from "./tag-name.ts";

const facts = { version: "1.2.0", date: "2026-11-22T09:30:05.123Z", accuracy: 0.9949999, kid: 0.28011 };

test.each([
  ["v{version}-{date}", "v1.2.0-20261122-093005"],
  ["release", "release"],
  ["{version}-{accuracy}-{kid}", "1.2.0-0.9950-0.2801"],
  ["run/{date}", "run/20261122-093005"],
])("%s makes %s", (template, tag) => {
  expect(tagName(template, facts)).toBe(tag);
});

test("the remedy names the words that there are", async () => {
  const error = await errorOf(() => tagName("v{fid}", { date: facts.date, sha256: "0123", fid: undefined }));
  expect(error.message).toContain("{fid} is not known");
  expect(error.remedy).toContain("{date}, {sha256}, {fid} where they are known");
});

describe("refused is", () => {
  test.each([
    "v{fid}",
    "v{nothing}",
    "{constructor}",
    "{}",
    "",
    "a b",
    "a..b",
    "-a",
    ".a",
    "a/.b",
    "a/",
    "/a",
    "a//b",
    "a.lock",
    "a.",
    "a~1",
    "a^",
    "a:b",
    "a?",
    "a*",
    "a[",
    "a\\b",
    "a@{b}",
    "a\nb",
    "$(touch x)",
    "a".repeat(129),
  ])("%j", async (template) => {
    expect((await errorOf(() => tagName(template, facts))).code).toBe("invalid-tag");
  });
});
