import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { parseCard } from "../parse/parse-card.ts";
import { buildDatasetCard } from "./build-dataset-card.ts";
import type { DatasetCardInput } from "./dataset-card-input.ts";

const input: DatasetCardInput = {
  title: "Cat heads",
  license: "CC-BY-SA-4.0",
  tasks: ["image-classification"],
  item: "a picture of 72x72 pixels",
  splits: [
    { name: "train", items: 1181, classes: { Siamese: 100, "Maine|Coon": 81 } },
    { name: "val", items: 200, classes: { Siamese: 20, Sphynx: 5 } },
  ],
  sources: [
    { name: "Oxford-IIIT Pet", license: "CC-BY-SA-4.0", url: "https://www.robots.ox.ac.uk/~vgg/data/pets/" },
    { name: "odd", url: "javascript:alert(1)" },
  ],
  files: [
    { path: "index.csv", bytes: 1_234_567, sha256: "a".repeat(64) },
    { path: "LICENSE", bytes: 1, sha256: "b".repeat(64) },
  ],
};

test("counts, sources, files and licence", () => {
  const { text, frontMatter } = buildDatasetCard(input);
  expect(parseCard(text).frontMatter?.data).toEqual(frontMatter);
  expect(frontMatter).toEqual({
    license: "cc-by-sa-4.0",
    pretty_name: "Cat heads",
    task_categories: ["image-classification"],
    size_categories: ["1K<n<10K"],
    tags: ["tiny-cats"],
  });
  expect(text).toContain("1,381 items in 2 splits; one is a picture of 72x72 pixels.");
  expect(text).toContain("| Maine\\|Coon | 81 | 0 |\n| Sphynx | 0 | 5 |");
  expect(text).toContain("[Oxford-IIIT Pet](https://www.robots.ox.ac.uk/~vgg/data/pets/)");
  expect(text).not.toContain("javascript:");
  expect(text).toContain("See [LICENSE](LICENSE).");
  expect(text).toContain(`| [index.csv](index.csv) | 1,234,567 | \`${"a".repeat(64)}\` |`);
});

test("hashes of splits and what else was found; a licence and a title of the notes", async () => {
  const { license: _, ...rest } = input;
  const card = buildDatasetCard({
    ...rest,
    splits: [
      { name: "train", items: 3, classes: { constructor: 2 }, sha256: "c".repeat(64) },
      { name: "val", items: 1 },
    ],
    properties: [{ name: "width", value: "1 to 2 | pixels" }],
    repo: "me/heads",
    notes: { frontMatter: { license: "mit" } },
  });
  expect(card.frontMatter.license).toBe("mit");
  expect(card.text).toContain(`| train | 3 | \`${"c".repeat(64)}\` |\n| val | 1 | not stated |`);
  expect(card.text).toContain("| constructor | 2 | 0 |");
  expect(card.text).toContain("| width | 1 to 2 \\| pixels |");
  expect(card.text).toContain("| this data set | not stated |");
  const { record, frontMatter } = parseCard(buildDatasetCard(rest).text);
  expect([record?.kind, record?.repo, frontMatter?.data.license]).toEqual(["dataset", undefined, undefined]);
  expect(parseCard(card.text).record).toMatchObject({ kind: "dataset", repo: "me/heads" });
  expect((await errorOf(() => buildDatasetCard({ ...input, repo: "heads" }))).code).toBe("invalid-repo");
});

test.each([
  [999, "n<1K"],
  [1000, "1K<n<10K"],
  [2e9, "1B<n<10B"],
  [1e12, "n>1T"],
])("%i items are %s", (items, size) => {
  expect(buildDatasetCard({ ...input, splits: [{ name: "all", items }] }).frontMatter.size_categories).toEqual([size]);
});

test("nothing is refused, many files are cut", async () => {
  expect((await errorOf(() => buildDatasetCard({ ...input, splits: [{ name: "all", items: 0 }] }))).code).toBe(
    "empty-dataset",
  );
  const files = Array.from({ length: 205 }, (_, i) => ({ path: `${i}.png`, bytes: 1, sha256: "c".repeat(64) }));
  const { text } = buildDatasetCard({
    ...input,
    files: [...files.map((file) => ({ ...file, path: `images/${file.path}` })), ...input.files],
  });
  expect(text).toContain("7 more are not listed here.");
  expect(text).toContain("| [index.csv](index.csv) |");
});
