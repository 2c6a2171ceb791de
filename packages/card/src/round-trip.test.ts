import { expect, test } from "vitest";
import { buildModelCard } from "./build/build-model-card.ts";
import { editFrontMatter } from "./front-matter/edit-front-matter.ts";
import { parseCard } from "./parse/parse-card.ts";
import { HARD_CARD } from "./testing/hard-card.ts";
import { classifierInput } from "./testing/inputs.ts";
import { updateCard } from "./update/update-card.ts";

test("hard front matter is read as YAML 1.2 says", () => {
  expect(parseCard(HARD_CARD).frontMatter?.data).toMatchObject({
    license: "mit",
    language: ["no", "en"],
    "quoted key": "it's",
    version: "1.10",
    number: 755,
    date: "2026-11-21",
    time: "12:30:45",
    on: "yes",
    empty: null,
    copy: { a: 1, b: [1, 2] },
    folded: "one two\nthree",
    literal: "kept   as it is\n\n",
    tags: ["a", "b: c"],
    世界: "猫 é 🐱",
  });
});

test.each([["\n"], ["\r\n"]])("an update leaves every byte of it that is people's, with line ends %j", (newline) => {
  const old = HARD_CARD.replaceAll("\n", newline);
  const { text, frontMatter } = updateCard(old, buildModelCard(classifierInput));
  const end = old.indexOf(`${newline}---${newline}`) + newline.length;
  expect(text.startsWith(old.slice(0, end))).toBe(true);
  expect(text).toContain(old.slice(end));
  expect(frontMatter).toMatchObject({ replaced: [], removed: [], kept: ["license", "tags"] });
});

test("each key can be replaced or removed without touching another's bytes", () => {
  const front = parseCard(HARD_CARD).frontMatter!;
  const anchored = ["defaults"];
  for (const key of Object.keys(front.data)) {
    for (const value of ["no", ["a: b", "- c"], undefined]) {
      const { yaml, refused } = editFrontMatter(front, [{ key, value }]);
      if (anchored.includes(key)) {
        expect([yaml, refused]).toEqual([front.yaml, [key]]);
        continue;
      }
      const removed = front.yaml.split("\n").filter((line) => !yaml.includes(line));
      const own = front.yaml.split("\n").findIndex((line) => line.replace(/["']/g, "").startsWith(`${key}:`));
      const next = front.yaml.split("\n").findIndex((line, i) => i > own && /^["\w世]/.test(line));
      const block = front.yaml.split("\n").slice(own, next < 0 ? undefined : next);
      for (const line of removed) expect(block).toContain(line);
      expect(refused).toEqual([]);
    }
  }
});
