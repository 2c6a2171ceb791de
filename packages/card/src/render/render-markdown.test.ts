import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayWidth } from "./display-width.ts";
import { renderMarkdown } from "./render-markdown.ts";

const marked = {
  bold: (text: string) => `*${text}*`,
  dim: (text: string) => `(${text})`,
  cyan: (text: string) => `{${text}}`,
};
const show = (markdown: string, columns = 40) => renderMarkdown(markdown, { columns, style: marked });

test.each<[string, string, string[]]>([
  ["headings", "# A `b`\ntext\n### C ###", ["*A b*", "", "text", "", "*C ###*"]],
  ["a paragraph", "one two\nthree **bold** `code` *it*", ["one two three *bold* {code} *it*"]],
  ["links and pictures", "[a](b.md) [c](c) ![d](e.png)", ["a (\u0028b.md)) c (\u005bpicture:) (d])"]],
  ["lists", "- a\n  goes on\n* b\n  1. c\n12) d", ["- a goes on", "- b", "  1. c", "12) d"]],
  ["a quote", "> a\n> b", ["| a b"]],
  ["a rule", "a\n\n---\n", ["a", "", `(${"-".repeat(40)})`]],
  ["code", "```js\nlet a = `b`;\n\n# no\n```\nafter", ["    {let a = `b`;}", "    {}", "    {# no}", "", "after"]],
  ["comments", "<!-- one -->\na <!-- two --> b\n<!--\nthree\n-->\nc", ["a b", "c"]],
  ["escapes", "\\*a\\* \\[b\\] \\| c\\", ["*a* [b] | c\\"]],
  ["unfinished markup", "**a `b [c](", ["**a `b [c]("]],
])("%s", (_, markdown, lines) => {
  expect(show(markdown)).toEqual(lines);
});

describe("tables", () => {
  test("columns are aligned, wide signs count two, bars behind a backslash are text", () => {
    expect(show("| a | b |\n| --- | :-: |\n| 猫 | x\\|y |\n| long | |\n\nafter")).toEqual([
      "*a*     *b*",
      "猫    x|y",
      "long",
      "",
      "after",
    ]);
  });

  test("cells that do not fit go on below", () => {
    expect(
      renderMarkdown(`| name | hash |\n|---|---|\n| model | ${"0123456789".repeat(3)} |`, { columns: 22 }),
    ).toEqual(["name   hash", "model  012345678901234", "       567890123456789"]);
  });
});

test.each(["[a", "``a", "**", "|", "| a ", "|\n|---|\n", "#", "> ", "~~~\n", "a\\\\", "猫", "<!-- ", "[a](b) "])(
  "much of %j comes to an end",
  (piece) => {
    expect(renderMarkdown(piece.repeat(100_000), { columns: 60 }).length).toBeLessThanOrEqual(1_400_000);
  },
);

test("nothing commands the terminal", () => {
  const text = renderMarkdown("a\u001b[31mb \u009b2J \u202e `\u001b]0;x\u0007` # \u0008\n\n| \u001b[2J |\n|---|").join(
    "\n",
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be left.
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

test("no line of text is wider than the terminal, code aside, and no word is lost", () => {
  const piece = fc.constantFrom(
    "word",
    "**b c**",
    "`code it`",
    "[l](a/b.md)",
    "猫猫猫猫",
    "x".repeat(50),
    "\n",
    "\n\n- ",
    "\n| a | b |\n|---|---|\n| c | dddddddd |\n",
    "\n# ",
    "\n> ",
    "é",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 20, max: 100 }), (pieces, columns) => {
      const text = pieces.join(" ");
      const lines = renderMarkdown(text, { columns });
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      const letters = (value: string) => value.replace(/[^xw猫]/g, "").length;
      expect(letters(lines.join(""))).toBe(letters(text));
    }),
    { seed: 20261122, numRuns: 400 },
  );
});
