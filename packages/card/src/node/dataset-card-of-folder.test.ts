import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { buildDatasetCard } from "../build/build-dataset-card.ts";
import { NOTES } from "../testing/model-files.ts";
import { datasetCardOfFolder } from "./dataset-card-of-folder.ts";
import { validateDatasetCardFile } from "./validate-dataset-card-file.ts";

describe("a data set's folder", () => {
  const facts = { title: "photos", item: "a photo", splits: [{ name: "train", items: 2, classes: { Bengal: 2 } }] };
  const notes = `---\nlicense: [cc-by-sa-4.0, mit]\npretty_name: My photos\n---\n${NOTES.slice(NOTES.indexOf("## Limits"))}`;
  const make = (text: string) => folderOf({ "Bengal/1.png": "1", "Bengal/2.png": "2", "card-notes.md": text });
  const build = async (folder: string, options = {}) => {
    const { input, findings } = await datasetCardOfFolder(folder, facts, options);
    const card = buildDatasetCard(input);
    writeFileSync(join(folder, "README.md"), card.text);
    return { card, findings };
  };

  test("gives its card, which is valid until files, counts or notes change", async () => {
    const folder = make(notes);
    const { card, findings } = await build(folder, { repo: "me/photos" });
    expect([card.title, card.frontMatter.license, findings]).toEqual(["My photos", ["cc-by-sa-4.0", "mit"], []]);
    expect(card.text).toContain("| this data set | cc-by-sa-4.0 AND mit |");
    expect(await validateDatasetCardFile(folder, facts)).toEqual({ valid: true, errors: [], warnings: [] });
    const more = { ...facts, splits: [{ name: "train", items: 3, classes: { Bengal: 3 } }] };
    expect((await validateDatasetCardFile(folder, more)).errors).toMatchObject([
      { code: "stale-card-section", path: "splits" },
    ]);
    writeFileSync(join(folder, "Bengal/1.png"), "changed");
    expect((await validateDatasetCardFile(folder, facts)).errors).toMatchObject([
      { code: "wrong-card-hash", path: "Bengal/1.png" },
    ]);
    writeFileSync(join(folder, "README.md"), card.text.replace("| Bengal | 2 |", "| Bengal | 9 |"));
    const { errors } = await validateDatasetCardFile(folder, facts);
    expect(errors.map(({ code }) => code)).toContain("edited-measurements");
  });

  test("without a licence or words of people its card is not valid", async () => {
    const folder = make("## Training\n\nLong.\n");
    const { findings, card } = await build(folder, { title: "Mine" });
    expect([card.title, findings]).toMatchObject(["Mine", [{ code: "unknown-note" }]]);
    const { errors } = await validateDatasetCardFile(folder, facts);
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(["missing-licence", "unfilled-section"]));
    const other = make("---\nlicense: other\nlicense_name: house\n---\n");
    expect((await datasetCardOfFolder(other, facts)).input.license).toBe("house");
    expect((await errorOf(() => validateDatasetCardFile(other, facts))).code).toBe("no-card");
    expect((await datasetCardOfFolder(make("---\nlicense: 3\n---\n"), facts)).input.license).toBeUndefined();
  });
});
