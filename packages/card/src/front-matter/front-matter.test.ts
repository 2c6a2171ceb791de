import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseFrontMatter } from "../parse/parse-front-matter.ts";
import { editFrontMatter } from "./edit-front-matter.ts";
import { licenceFields } from "./licence-fields.ts";
import { yamlText } from "./yaml-text.ts";

const read = (yaml: string) => parseFrontMatter(yaml, 4);

describe("yamlText", () => {
  test.each([
    "no",
    "y",
    "On",
    "0755",
    "1_000",
    "12:30:45",
    "2026-11-21",
    "1e3",
    "~",
    "null",
    "=",
    "<<",
    "0x1f",
    ".5",
    "+1",
    "",
    "-",
    "a: b",
    "#a",
    "@a",
    "%",
    "1.0",
  ])("%j stays a text, in quotes", (text) => {
    const yaml = yamlText({ key: text });
    expect(yaml).toMatch(/^key: ["']/);
    expect(read(yaml).data).toEqual({ key: text });
  });

  test("keys, lines, signs of all the world and equal lists", () => {
    const list = ["a"];
    const data = {
      no: 1,
      tags: list,
      again: list,
      lines: "one\ntwo\n\n  three\n",
      world: "猫 кот 🐱 é",
      long: "word ".repeat(60).trim(),
    };
    const yaml = yamlText(data);
    expect(read(yaml).data).toEqual(data);
    expect(yaml).not.toContain("&");
    expect(yaml).toContain(`long: ${data.long}\n`);
  });

  test("whatever it is given comes back", () => {
    const value = fc.letrec<{ v: unknown }>((tie) => ({
      v: fc.oneof(
        { depthSize: "small" },
        fc.string({ unit: "grapheme" }),
        fc.constantFrom(
          "no",
          "0777",
          "1:2",
          "- a",
          "null",
          "a: b",
          "'",
          '"',
          "|",
          ">",
          "\\n",
          "&a",
          "*a",
          "!!x",
          "? a",
          "{",
          "[",
          "%a",
        ),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("v"), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie("v"), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).v;
    const mapping = fc.dictionary(fc.string(), value, { maxKeys: 6, noNullPrototype: true });
    fc.assert(
      fc.property(mapping, (data) => {
        expect(read(yamlText(data)).data).toEqual(data);
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });
});

describe("editFrontMatter", () => {
  const hard = [
    "# who wrote this",
    "license:   mit   # for now",
    'title: "quoted \\u00e9"',
    "defaults: &base {a: 1,   b: [1,2]}",
    "folded: >-",
    "  one",
    "  two",
    "",
    "date: 2026-11-21",
    "number: '0755'",
    "copy: *base",
    "tags:",
    "- a   # first",
    "# between",
    "-    b",
    "last: |",
    "  kept   as it is",
    "",
  ].join("\n");

  test("a key is replaced and every other byte stays", () => {
    const { yaml, refused } = editFrontMatter(read(hard), [{ key: "tags", value: ["x", "no"] }]);
    expect(refused).toEqual([]);
    expect(yaml).toBe(hard.replace("tags:\n- a   # first\n# between\n-    b\n", 'tags:\n  - x\n  - "no"\n'));
  });

  test("one is removed, one added, one that is equal left alone", () => {
    const edits = [
      { key: "folded", value: undefined },
      { key: "new", value: { a: [1] } },
      { key: "license", value: "mit" },
    ];
    const { yaml } = editFrontMatter(read(hard), edits);
    expect(yaml).toBe(
      `${hard.replace("folded: >-\n  one\n  two\n", "").replace("\n\ndate", "\n\ndate")}new:\n  a:\n    - 1\n`,
    );
  });

  test("a key whose anchor is used elsewhere is refused, and nothing is lost", () => {
    const { yaml, refused } = editFrontMatter(read(hard), [{ key: "defaults", value: 1 }]);
    expect(refused).toEqual(["defaults"]);
    expect(yaml).toBe(hard);
  });

  test("all on one line is left alone", () => {
    const flow = "{license: mit, tags: [a]}\n";
    expect(editFrontMatter(read(flow), [{ key: "tags", value: ["b"] }])).toEqual({ yaml: flow, refused: ["tags"] });
  });

  test("line ends of Windows stay, and a last line without one", () => {
    const { yaml } = editFrontMatter(read("a: 1\r\nb: 2\r\n"), [{ key: "a", value: ["x"] }]);
    expect(yaml).toBe("a:\r\n  - x\r\nb: 2\r\n");
    expect(editFrontMatter(read("a: 1"), [{ key: "b", value: 2 }]).yaml).toBe("a: 1\nb: 2\n");
    expect(editFrontMatter(read("a:\nb: 2\n"), [{ key: "a", value: 3 }]).yaml).toBe("a: 3\nb: 2\n");
  });

  test("edits in any order leave the other keys' bytes", () => {
    const lines = ["a: 1", "b: [x,   y]", "c: # empty", 'd: "q"', "e:", "  f: >", "    t", "g: {h: 1}"];
    fc.assert(
      fc.property(fc.constantFrom("a", "b", "c", "d", "e", "g"), fc.jsonValue({ maxDepth: 2 }), (key, value) => {
        const front = read(`${lines.join("\n")}\n`);
        const { yaml, refused } = editFrontMatter(front, [{ key, value }]);
        expect(refused).toEqual([]);
        expect(read(yaml).data).toEqual({ ...front.data, [key]: JSON.parse(JSON.stringify(value)) });
        for (const line of lines.filter((text) => /^[a-dg]/.test(text) && !text.startsWith(key)))
          expect(yaml).toContain(`${line}\n`);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

test.each([
  ["MIT", { license: "mit" }],
  ["Apache-2.0 AND CC-BY-SA-4.0", { license: ["apache-2.0", "cc-by-sa-4.0"] }],
  ["MIT AND MIT", { license: ["mit"] }],
  ["MIT OR Apache-2.0", { license: "other", license_name: "MIT OR Apache-2.0", license_link: "LICENSE" }],
  ["LicenseRef-Mine", { license: "other", license_name: "LicenseRef-Mine", license_link: "LICENSE" }],
])("the licence %s", (expression, fields) => {
  expect(licenceFields(expression, "LICENSE")).toEqual(fields);
});
