import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { buildModelCard } from "../build/build-model-card.ts";
import { parseCard } from "../parse/parse-card.ts";
import { classifierEvaluation, classifierInput, pairInput } from "../testing/inputs.ts";
import { updateCard } from "./update-card.ts";

const first = buildModelCard(classifierInput);
const evaluations = [{ path: "evaluation/e.json", report: classifierEvaluation("a") }];
const second = buildModelCard({
  ...classifierInput,
  evaluations,
  repo: "me/cats",
  notes: { sections: { limits: "Dogs." } },
});
const between = (text: string, id: string) => {
  const section = parseCard(text).sections.find((found) => found.id === id);
  return section && text.slice(section.start, section.end);
};

test("a card that nobody changed becomes the one that would be built", () => {
  expect(updateCard(first.text, second).text).toBe(second.text);
  expect(updateCard(second.text, second)).toMatchObject({ text: second.text, sections: { replaced: [], kept: [] } });
  const windows = (text: string) => text.replaceAll("\n", "\r\n");
  expect(updateCard(windows(first.text), second).text).toBe(windows(second.text));
  expect(updateCard(`\uFEFF${first.text}`, second).text).toBe(`\uFEFF${second.text}`);
});

describe("what people did stays", () => {
  test("words around, and a section that they took over", () => {
    const mine = first.text
      .replace("# cats\n", "# Our cats\n\nHello,   world.\t\n")
      .replace("<!-- tiny-cats:begin limits", "A word\n\n<!-- tiny-cats:begin limits")
      .replace("## Bias\n\nNot stated yet.", "## Bias\n\nMine.  \n\n\n");
    const { text, sections } = updateCard(mine, second);
    expect(text).toContain("# Our cats\n\nHello,   world.\t\n");
    expect(text).toContain("A word\n\n<!-- tiny-cats:begin limits");
    expect(between(text, "bias")).toBe(between(mine, "bias"));
    expect(between(text, "classification")).toContain("90.27 %");
    expect(sections).toMatchObject({ added: [], removed: [], kept: ["bias"] });
    expect(sections.replaced).toEqual(expect.arrayContaining(["classification", "limits", "usage"]));
  });

  test("a section that they removed, and one whose comments they removed", () => {
    const mine = first.text
      .replace(between(first.text, "citation")!, "")
      .replace(between(first.text, "bias")!, "## Bias\n\nNone known.\n");
    const { text, sections } = updateCard(mine, second);
    expect(text).not.toContain("## Citation");
    expect(text).toContain("\n## Bias\n\nNone known.\n");
    expect(between(text, "bias")).toBeUndefined();
    expect(sections.kept.sort()).toEqual(["bias", "citation"]);
    expect(updateCard(text, first).sections.kept.sort()).toEqual(["bias", "citation"]);
  });

  test("keys that they changed, added or removed", () => {
    const mine = first.text
      .replace("library_name: transformers", "library_name: timm # ours")
      .replace("license: cc-by-sa-4.0\n", "license: cc-by-sa-4.0\nlanguage: [en]   # spoken\n")
      .replace("base_model: google/mobilenet\n", "");
    const { text, frontMatter } = updateCard(mine, second);
    expect(text).toContain("library_name: timm # ours\n");
    expect(text).toContain("language: [en]   # spoken\n");
    expect(parseCard(text).frontMatter?.data).not.toHaveProperty("base_model");
    expect(parseCard(text).frontMatter?.data).toHaveProperty("model-index");
    expect(frontMatter).toEqual({
      replaced: [],
      added: ["metrics", "model-index"],
      removed: [],
      kept: ["library_name", "base_model"],
    });
    const again = updateCard(text, first);
    expect(again.frontMatter.removed).toEqual(["metrics", "model-index"]);
    expect(again.frontMatter.kept).toEqual(["library_name", "base_model"]);
    expect(again.text).toContain("library_name: timm # ours\n");
  });
});

test("what has gone from the models goes from the card, new sections come in their place", () => {
  const pair = buildModelCard(pairInput);
  const { text, sections } = updateCard(first.text, pair);
  expect(sections.added).toEqual(["generation", "samples"]);
  expect(parseCard(text).sections.map(({ id }) => id)).toEqual(pair.sections.map(({ id }) => id));
  const back = updateCard(text, first);
  expect(back.sections.removed).toEqual(["generation", "samples"]);
  expect(parseCard(back.text).sections.map(({ id }) => id)).toEqual(first.sections.map(({ id }) => id));
});

describe("a card that was never built", () => {
  test("keeps all it has and gets what it lacks", () => {
    const old = "---\nlicense: mit # ours\n---\n\n# Cats\n\n## Limits\n\nOnly cats.";
    const { text, sections, frontMatter } = updateCard(old, first);
    expect(text.startsWith("---\nlicense: mit # ours\nlibrary_name: transformers\n")).toBe(true);
    expect(text).toContain("\n---\n\n# Cats\n\n## Limits\n\nOnly cats.\n\n<!-- tiny-cats:begin overview");
    expect(sections.kept).toEqual(["limits"]);
    expect(frontMatter.kept).toEqual(["license"]);
    expect(updateCard(text, first).text).toBe(text);
  });

  test.each([[""], ["# Cats\n"], ["no heading"], ["\uFEFF# Cats\r\n\r\nx\r\n"]])("without front matter: %j", (old) => {
    const { text } = updateCard(old, first);
    const card = parseCard(text);
    expect(card.frontMatter?.data).toEqual(first.frontMatter);
    expect(text).toContain(old.replace("\uFEFF", ""));
    expect(updateCard(text, first).text).toBe(text);
  });
});

test("a card whose code has no end is refused: what came behind it would be code", async () => {
  expect((await errorOf(() => updateCard("# A\n\n```js\nx\n", first))).code).toBe("unclosed-card-code");
});

test("updating twice changes nothing, wherever people wrote", () => {
  const words = fc.constantFrom("words\n", "\n", "## Mine\n\ntext\n", "- a\n- b\n", "  \n", "| a | b |\n", "> q\n");
  const lines = first.text.split("\n").length;
  const body = first.text.split("\n").lastIndexOf("---") + 1;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: body, max: lines - 1 }), words), { maxLength: 5 }), (additions) => {
      const text = first.text.split("\n");
      for (const [line, addition] of additions) text.splice(line, 0, addition.slice(0, -1));
      const mine = text.join("\n");
      const once = updateCard(mine, second);
      expect(updateCard(once.text, second).text).toBe(once.text);
      for (const id of once.sections.kept)
        if (between(mine, id)) expect(between(once.text, id)).toBe(between(mine, id));
    }),
    { seed: 20261122, numRuns: 150 },
  );
});
