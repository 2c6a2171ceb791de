import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { buildModelCard } from "@tiny-cats/card";
import { cardOfFolder, validateCardFile } from "@tiny-cats/card/node";
import { classifier, generator } from "@tiny-cats/models";
import { describe, expect, test } from "vitest";

describe.each([
  ["classifier", classifier],
  ["generator", generator],
])("the card of the %s", (name, { manifest }) => {
  const folder = dirname(fileURLToPath(manifest));
  const reports = [fileURLToPath(new URL(`../reports/${name}`, manifest))];

  test("is what a build gives of its files and reports, of which none is left out", async () => {
    const { input, findings } = await cardOfFolder(folder, { reports });
    const { text, omitted } = buildModelCard(input);
    expect([findings, omitted]).toEqual([[], []]);
    expect(await readFile(new URL("README.md", manifest), "utf8")).toBe(text);
  });

  test("is valid", async () => {
    expect(await validateCardFile(folder, { reports })).toEqual({ valid: true, errors: [], warnings: [] });
  });

  test("has no number of the report that another model was measured for", async () => {
    const text = await readFile(new URL("README.md", manifest), "utf8");
    const official = JSON.parse(await readFile(new URL("official-test.json", classifier.manifest), "utf8"));
    for (const value of [official.breed_top1_12, official.accuracy_13, official.cat_not_cat]) {
      expect(text).not.toContain(String(value));
      expect(text).not.toContain(`${(100 * value).toFixed(2)} %`);
    }
  });
});

test("the generator's shows the sheet of its report", async () => {
  const text = await readFile(new URL("README.md", generator.manifest), "utf8");
  expect(text).toContain("![sheet of drawings](../reports/generator/sample_grid.png)");
});
