import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { buildDatasetCard, buildModelCard, parseCard, updateCard, validateCard } from "@tiny-cats/card";
import { cardOfFolder } from "@tiny-cats/card/node";
import { startHub } from "@tiny-cats/hub-emulator";
import { classifier, generator } from "@tiny-cats/models";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../testing/temporary-folder.ts";

const notes = {
  sections: { "intended-use": "Looking at cats.", limits: "Dogs are the only others.", bias: "Twelve breeds." },
} as const;

/** What the Hub's rules for metadata, as far as they are documented, say of a card. */
async function ask(content: string, repoType: "model" | "dataset" = "model") {
  const hub = await startHub({ dir: temporaryFolder() });
  onTestFinished(() => hub.close());
  const answer = await fetch(`${hub.url}/api/validate-yaml`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ content, repoType }),
  });
  return { status: answer.status, ...((await answer.json()) as object) };
}

test.each([
  ["classifier", classifier],
  ["generator", generator],
])("the card of the embedded %s says what was not measured, and passes the Hub's rules", async (_, model) => {
  const { input, findings } = await cardOfFolder(dirname(fileURLToPath(model.manifest)), { repo: "me/cats" });
  expect(findings).toEqual([]);
  const built = buildModelCard({ ...input, notes });
  const card = parseCard(built.text);
  expect(validateCard(card, { files: input.files, built })).toEqual({ valid: true, errors: [], warnings: [] });
  expect(await ask(built.text)).toEqual({ status: 200, errors: [], warnings: [] });
  // Where no report is of these files, nothing but files, settings and labels may hold a number with a per cent or ms.
  if (built.frontMatter["model-index"] === undefined) {
    expect(built.text).toContain("Not measured");
    expect(card.body).not.toMatch(/\d %/);
  }
});

test.each([
  ["classifier", classifier],
  ["generator", generator],
])("so does the card of the %s that is committed, with the numbers of its reports", async (_, model) => {
  const text = readFileSync(new URL("README.md", model.manifest), "utf8");
  expect(text).toContain("model-index:");
  expect(await ask(text)).toEqual({ status: 200, errors: [], warnings: [] });
});

test("so do cards with every odd text in their metadata, and what an update makes of people's", async () => {
  const { input } = await cardOfFolder(dirname(fileURLToPath(classifier.manifest)));
  const odd = ["no", "0755", "12:30:45", "2026-11-21", "a: b", "# c", "- d", "'e", '"f', "猫", "=", "~", "1e3", "on"];
  const built = buildModelCard({ ...input, notes: { ...notes, frontMatter: { tags: odd, language: ["no", "en"] } } });
  expect(await ask(built.text)).toEqual({ status: 200, errors: [], warnings: [] });
  const { text } = updateCard('---\nlicense: mit # ours\nlanguage: "no"\n---\n# Mine\n', built);
  expect(await ask(text)).toEqual({ status: 200, errors: [], warnings: [] });
  const dataset = buildDatasetCard({
    title: "no",
    license: "MIT OR Apache-2.0",
    splits: [{ name: "a", items: 1 }],
    files: [{ path: "LICENSE", bytes: 1, sha256: "0".repeat(64) }],
  });
  expect(await ask(dataset.text, "dataset")).toEqual({ status: 200, errors: [], warnings: [] });
});

test.each([
  "license: my-own",
  "license: mit\nlanguage: English",
  "license: mit\ntags: {a: b}",
  "license: mit\npipeline_tag: [a]",
  "license: mit\nmodel-index: [{name: m}]",
  "license: [mit, 3]",
])("what the Hub's rules refuse is refused here: %s", async (yaml) => {
  const text = `---\n${yaml}\n---\n`;
  expect(await ask(text)).toMatchObject({ status: 400 });
  expect(validateCard(parseCard(text)).valid).toBe(false);
});
