import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { fingerprint } from "../fingerprint.ts";
import { parseCard } from "./parse-card.ts";

const section = (id: string, text: string, stamp = fingerprint(text)) =>
  `<!-- tiny-cats:begin ${id} ${stamp} -->\n${text}\n<!-- tiny-cats:end ${id} -->\n`;

describe("front matter", () => {
  test.each([
    ["line ends of Windows", "---\r\nlicense: mit\r\n---\r\n# A\r\n", { license: "mit" }, "# A\r\n"],
    ["a byte order mark", "\uFEFF---\nlicense: mit\n---\n# A\n", { license: "mit" }, "# A\n"],
    ["blanks behind the fences", "---  \nlicense: mit\n---\t\n# A\n", { license: "mit" }, "# A\n"],
    ["nothing between the fences", "---\n---\n# A\n", {}, "# A\n"],
    ["comments alone", "---\n# a comment\n---\n", {}, ""],
    ["no line end behind the last fence", "---\na: 1\n---", { a: 1 }, ""],
    ["a rule in the body", "---\na: 1\n---\nx\n\n---\n\ny", { a: 1 }, "x\n\n---\n\ny"],
  ])("%s", (_, text, data, body) => {
    const card = parseCard(text);
    expect(card.frontMatter?.data).toEqual(data);
    expect(card.body).toBe(body);
    expect(card.newline).toBe(text.includes("\r\n") ? "\r\n" : "\n");
  });

  test.each([
    ["none", "# A\n"],
    ["a rule of four", "----\na: 1\n----\n"],
    ["an empty card", ""],
    ["one that begins later", "\n---\na: 1\n---\n"],
  ])("there is no front matter in a card with %s", (_, text) => {
    expect(parseCard(text)).toMatchObject({ frontMatter: undefined, body: text });
  });

  test("what other readers take for numbers, dates and yes is what YAML 1.2 says", () => {
    const yaml = `a: no\nb: yes\nc: 0755\nd: 1_000\ne: 2026-11-21\nf: 12:30:45\ng: "0755"\nh: 'no'\ni: 0o17\nj: ~\nk: 1e3\nl: On`;
    expect(parseCard(`---\n${yaml}\n---\n`).frontMatter?.data).toEqual({
      a: "no",
      b: "yes",
      c: 755,
      d: "1_000",
      e: "2026-11-21",
      f: "12:30:45",
      g: "0755",
      h: "no",
      i: 15,
      j: null,
      k: 1000,
      l: "On",
    });
  });

  test("keys of objects' own are data", () => {
    const { data } = parseCard("---\n__proto__: {a: 1}\nconstructor: b\n---\n").frontMatter!;
    expect(Object.keys(data)).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});

describe("refusals", () => {
  const deep = (levels: number) => `---\na: ${"[".repeat(levels)}${"]".repeat(levels)}\n---\n`;
  const laughs = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${["b", "c", "d", "e", "f"]
    .map((key, i) => `${key}: &${key} [${Array(10).fill(`*${"abcde"[i]}`).join(", ")}]`)
    .join("\n")}`;
  test.each([
    ["unclosed-front-matter", "---\nlicense: mit\n# A\n"],
    ["unclosed-front-matter", "---"],
    ["invalid-front-matter", "---\na: 1\na: 2\n---\n"],
    ["invalid-front-matter", "---\n- a\n---\n"],
    ["invalid-front-matter", "---\njust words\n---\n"],
    ["invalid-front-matter", "---\na: [1\n---\n"],
    ["invalid-front-matter", "---\na: *none\n---\n"],
    ["invalid-front-matter", "---\na: 1\n...\n%YAML 1.1\nb: 2\n---\n"],
    ["front-matter-too-complex", deep(33)],
    ["front-matter-too-complex", `---\n${laughs}\n---\n`],
    ["card-too-large", `---\na: ${"x".repeat(600_000)}\n---\n`],
    ["card-too-large", "x".repeat((4 << 20) + 1)],
    ["broken-card-markers", section("a", "x").replace("tiny-cats:end a", "tiny-cats:end b")],
    ["broken-card-markers", "<!-- tiny-cats:end a -->\n"],
    ["broken-card-markers", `<!-- tiny-cats:begin a ${"0".repeat(16)} -->\n`],
    ["broken-card-markers", section("a", "x") + section("a", "y")],
    ["broken-card-markers", section("a", section("b", "x").trim())],
    ["broken-card-markers", "<!-- tiny-cats:begin a -->\n"],
  ])("%s (%#)", async (code, text) => {
    const error = await errorOf(() => parseCard(text));
    expect(error.code).toBe(code);
    expect(error.remedy.length).toBeGreaterThan(10);
  });

  test("the line is that of the card", async () => {
    const { value } = await errorOf(() => parseCard("---\na: 1\nb: 2\na: 3\n---\n"));
    expect(value).toMatchObject({ line: 4 });
  });

  test("31 levels below the first are read", () => {
    expect(parseCard(deep(31)).frontMatter).toBeDefined();
  });
});

describe("Markdown", () => {
  test("headings and code, in fences of any length", () => {
    const text = "# A #\n## B\n#nothing\n````md\n# not one\n```js\n````\n~~~PY extra\nx = 1\n~~~\n```\nopen\n### no\n";
    const { headings, blocks } = parseCard(text);
    expect(headings.map(({ level, title }) => [level, title])).toEqual([
      [1, "A"],
      [2, "B"],
    ]);
    expect(blocks.map(({ language, code }) => [language, code])).toEqual([
      ["md", "# not one\n```js"],
      ["py", "x = 1"],
      ["", "open\n### no"],
    ]);
  });

  test("a section is untouched until someone changes it, whatever its line ends", () => {
    const text = `# A\n\n${section("a", "## X\n\nwords")}\n${section("b", "edited", fingerprint("generated"))}`;
    for (const card of [parseCard(text), parseCard(text.replaceAll("\n", "\r\n"))]) {
      expect(card.sections.map(({ id, untouched }) => [id, untouched])).toEqual([
        ["a", true],
        ["b", false],
      ]);
      expect(card.text.slice(card.sections[0].start, card.sections[0].end)).toMatch(
        /^<!-- tiny-cats:begin[\s\S]*-->\r?\n$/,
      );
    }
  });

  test("markers in code are text", () => {
    expect(parseCard(`\`\`\`html\n${section("a", "x")}\`\`\`\n`).sections).toEqual([]);
  });

  test("a damaged record is none", () => {
    for (const record of [
      "{",
      '{"sections":[1],"front_matter":{}}',
      '{"sections":[],"front_matter":{"a":1}}',
      "null",
    ]) {
      expect(parseCard(`<!-- tiny-cats:record ${record} -->\n`).record).toBeUndefined();
    }
    const odd = '<!-- tiny-cats:record {"sections":["a"],"front_matter":{},"repo":"../x y"} -->';
    expect(parseCard(odd).record).toEqual({ sections: ["a"], front_matter: {} });
  });
});
