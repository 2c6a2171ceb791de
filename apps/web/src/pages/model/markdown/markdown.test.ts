import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBlocks } from "./blocks.ts";
import { type Inline, parseInline } from "./inline.ts";

const text = (value: string): Inline => ({ kind: "text", text: value });

describe("within a line", () => {
  test.each<[string, Inline[]]>([
    ["plain", [text("plain")]],
    ["a `b|c` d", [text("a "), { kind: "code", text: "b|c" }, text(" d")]],
    ["``a`b``", [{ kind: "code", text: "a`b" }]],
    ["**a *b* c**", [{ kind: "strong", of: [text("a "), { kind: "emphasis", of: [text("b")] }, text(" c")] }]],
    ["snake_case_name * 2", [text("snake_case_name * 2")]],
    ["\\[batch, 3\\] \\*", [text("[batch, 3] *")]],
    ["[x](https://host.example/a)", [{ kind: "link", href: "https://host.example/a", of: [text("x")] }]],
    ["<https://host.example>", [{ kind: "link", href: "https://host.example", of: [text("https://host.example")] }]],
    ["[x](file.json) y", [text("x y")]],
    ["[x](javascript:alert)", [text("x")]],
    ["[x](data:text/html,1)", [text("x")]],
    ["<img src=x onerror=y>", [text("<img src=x onerror=y>")]],
  ])("%s", (given, expected) => {
    const merged: Inline[] = [];
    for (const piece of parseInline(given)) {
      const last = merged.at(-1);
      if (piece.kind === "text" && last?.kind === "text") last.text += piece.text;
      else merged.push(piece);
    }
    expect(merged).toEqual(expected);
  });
});

test("blocks of every kind", () => {
  const blocks = parseBlocks(
    "# One #\n<!-- note\nof two lines -->\n\nfirst\nsecond\n- a\n  more\n- b\n\n1. x\n2) y\n\n| a | b\\|c |\n| --- | :-: |\n| 1 |\n\n```js\n# no heading\n```\nend",
  );
  expect(blocks).toEqual([
    { kind: "heading", level: 1, of: [text("One")] },
    { kind: "paragraph", of: [text("first second")] },
    { kind: "list", ordered: false, items: [[text("a more")], [text("b")]] },
    { kind: "list", ordered: true, items: [[text("x")], [text("y")]] },
    { kind: "table", head: [[text("a")], [text("b|c")]], rows: [[[text("1")], []]] },
    { kind: "code", text: "# no heading" },
    { kind: "paragraph", of: [text("end")] },
  ]);
});

test.each(["classifier", "generator"])("the card of the %s is read whole: no mark is left over", (model) => {
  const card = readFileSync(new URL(`../../../../../../packages/models/${model}/README.md`, import.meta.url), "utf8");
  const blocks = parseBlocks(card.replace(/^---\n.*?\n---\n/s, ""));
  expect(blocks.filter(({ kind }) => kind === "heading").length).toBeGreaterThan(8);
  const shown = JSON.stringify(blocks.filter(({ kind }) => kind !== "code"));
  expect(shown).not.toMatch(/\*\*|\]\(|<!--|`/);
});

test("anything at all ends, in time, with links to the web alone", () => {
  const piece = fc.constantFrom(
    "*",
    "**",
    "_",
    "`",
    "```",
    "[",
    "](",
    ")",
    "|",
    "\n",
    "---",
    "#",
    " ",
    "\\",
    "<!--",
    "-->",
    "a",
    "https://a.b",
    "javascript:",
    "1. ",
    "- ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const links = [...JSON.stringify(parseBlocks(pieces.join(""))).matchAll(/"href":"([^"]*)"/g)].map(
        ([, href]) => href,
      );
      for (const href of links) expect(href).toMatch(/^https?:/i);
    }),
    { seed: 8, numRuns: 2000 },
  );
  const hostile = `${"*".repeat(2000)}${"[".repeat(2000)}${"`".repeat(2000)}${"_a".repeat(2000)}`;
  expect(parseBlocks(hostile).length).toBeGreaterThan(0);
});
