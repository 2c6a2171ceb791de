import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { endingOf } from "./ending-of.ts";

const ENDINGS = [".json", ".md"] as const;

test("the ending is one of those that are meant", () => {
  expect(endingOf("out", "reports/a.b.json", ENDINGS)).toBe(".json");
  expect(endingOf("out", "a.json.md", ENDINGS)).toBe(".md");
});

test.each(["report", "report.JSON", "report.json.txt", ".json", "json", ""])("%j has none", async (name) => {
  expect(await errorOf(() => endingOf("out", name, ENDINGS))).toMatchObject({
    code: "invalid-option-value",
    message: `--out "${name}" does not end with .json or .md`,
    remedy: "give a name with the ending .json or .md",
  });
});
