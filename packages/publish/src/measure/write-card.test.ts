import { cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseCard } from "@tiny-cats/card";
import { validateCardFile, validateDatasetCardFile } from "@tiny-cats/card/node";
import { datasetFactsOfFolder } from "@tiny-cats/data";
import { sha256 } from "@tiny-cats/files";
import { classifier, generator } from "@tiny-cats/models";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { LAYOUT } from "../layout.ts";
import type { Prepared } from "../prepared.ts";
import { numbersWithoutSource } from "../testing/numbers-of.ts";
import {
  EMBEDDED_REPORTS,
  folderOfModel,
  preparedEmbedded,
  preparedLanguage,
  preparedTiny,
} from "../testing/prepared-folders.ts";
import { measure } from "./measure.ts";
import { writeCard } from "./write-card.ts";

const command = "tiny-cats publish --repo me/cats";
const repo = "me/cats";
const notes = (what: string) =>
  `---\nlanguage: en\n---\n\n## Intended use\n\nTo see ${what}.\n\n## Limits\n\n${what} alone.\n\n## Bias\n\nHouse cats.\n`;
const text = ({ folder }: Prepared, path: string = LAYOUT.card) => readFile(join(folder, path), "utf8");
const json = async (prepared: Prepared, path: string) => JSON.parse(await text(prepared, path));

describe("the embedded models", () => {
  test("every number of the card is out of the file that it names; a second card is the same", async () => {
    const prepared = await preparedEmbedded();
    await measure(prepared, { command, reports: [EMBEDDED_REPORTS] });
    await writeFile(join(prepared.folder, "card-notes.md"), notes("breeds"));
    await writeFile(join(prepared.folder, "generator/card-notes.md"), notes("drawings"));
    await writeFile(join(prepared.folder, LAYOUT.checksums), "of an earlier run");
    const progress: string[] = [];
    const { card, dataset } = await writeCard(prepared, {
      repo,
      onProgress: ({ stage, what }) => progress.push(`${stage} ${what}`),
    });
    expect(dataset).toBeUndefined();
    expect(card).toEqual({
      path: LAYOUT.card,
      changed: true,
      omitted: [],
      validation: { valid: true, errors: [], warnings: [] },
    });
    expect(progress).toContain("card hashing");

    const { sections, frontMatter } = parseCard(await text(prepared));
    const manifests = await Promise.all(["", "generator/"].map((at) => json(prepared, `${at}${LAYOUT.manifest}`)));
    const sizes = manifests.flatMap(({ files }) => files.map(({ bytes }: { bytes: number }) => bytes));
    for (const id of ["classification", "generation", "inference", "quantization", "samples"]) {
      const { content } = sections.find((section) => section.id === id)!;
      const links = [...content.matchAll(/\]\(([^)]+\.json)\)/g)].map(([, path]) => path);
      expect(links.length, id).toBeGreaterThan(0);
      const sources = await Promise.all([...new Set(links)].map((path) => json(prepared, path)));
      const samplers = manifests.map(({ generation }) => generation ?? null);
      // 255 is the range of pixels.
      const known = [...sources, sizes, samplers, 255];
      expect(numbersWithoutSource(content, known), id).toEqual([]);
      expect(numbersWithoutSource(`${content}\naccuracy 97.46 %`, known), id).toEqual(["97.46"]);
    }
    const drawn = await json(prepared, LAYOUT.evaluation);
    const { classification } = await json(prepared, LAYOUT.classification);
    const value: Record<string, (k?: number) => unknown> = {
      accuracy: () => classification.accuracy,
      balanced_accuracy: () => classification.balanced_accuracy,
      expected_calibration_error: () => classification.expected_calibration_error,
      top_k_accuracy: (k) => classification.top_k[String(k)],
      cat_not_cat_accuracy: () => classification.cat_not_cat.accuracy,
      class_score: () => drawn.class_score.mean,
      kid: () => drawn.kid.mean,
    };
    const index = frontMatter?.data["model-index"] as {
      results: { metrics: { type: string; value: number; args?: { k?: number; std?: number } }[] }[];
    }[];
    const metrics = index.flatMap(({ results }) => results.flatMap((result) => result.metrics));
    expect(metrics).toHaveLength(13);
    for (const { type, value: shown, args } of metrics) {
      expect(shown, type).toBe(value[type] ? value[type](args?.k) : drawn[type]);
      if (args?.std !== undefined) expect(args.std).toBe(drawn[type].std);
    }
    expect(frontMatter?.data).toMatchObject({ license: "cc-by-sa-4.0", language: "en" });
    const use = sections.find(({ id }) => id === "intended-use");
    expect(use?.content).toContain("To see breeds.\n\n### cat-portraits-tinydit-64\n\nTo see drawings.");
    // The folder is judged alike by whoever has it, the list of hashes among its files or not.
    expect(await validateCardFile(prepared.folder)).toMatchObject({ valid: true, errors: [] });

    const written = await text(prepared);
    const again = await writeCard(prepared, { repo });
    expect(again.card).toMatchObject({ changed: false, validation: { valid: true } });
    expect(again.card.updated?.sections.replaced).toEqual([]);
    expect(await text(prepared)).toBe(written);

    const marked = `\uFEFF${written}`;
    await writeFile(join(prepared.folder, LAYOUT.card), marked);
    expect((await writeCard(prepared, { repo })).card).toMatchObject({ changed: false, validation: { valid: true } });
    expect(await text(prepared)).toBe(marked);
  });

  test("notes beside the models that were found are published with them, without links to what is not", async () => {
    const prepared = await preparedEmbedded();
    const notesFrom = {
      classifier: folderOfModel(classifier),
      generator: join(folderOfModel(generator), LAYOUT.manifest),
    };
    const { card } = await writeCard(prepared, { repo, notesFrom });
    expect(card.validation.errors).toEqual([]);
    expect(card.validation.warnings).toMatchObject([{ code: "unpublished-note-link", path: "card-notes.md" }]);
    expect(card.validation.warnings[0].message).toContain('"official-test.json"');
    const own = await readFile(join(notesFrom.classifier, "card-notes.md"), "utf8");
    expect(own).toContain("[official-test.json](official-test.json)");
    expect(await text(prepared, "card-notes.md")).toBe(
      own.replace("[official-test.json](official-test.json)", "official-test.json"),
    );
    expect(await text(prepared, "generator/card-notes.md")).toBe(
      await readFile(join(folderOfModel(generator), "card-notes.md"), "utf8"),
    );
    expect(await text(prepared)).toContain("The default generator of tiny-cats");
    expect(await validateCardFile(prepared.folder)).toEqual({ valid: true, errors: [], warnings: [] });
    expect((await writeCard(prepared, { repo, notesFrom })).card.changed).toBe(false);
  });

  test("a report of another model in the folder is an error, and no number of it enters", async () => {
    const prepared = await preparedEmbedded("classifier");
    await mkdir(join(prepared.folder, "evaluation"));
    await cp(join(EMBEDDED_REPORTS, "generator/evaluation_report.json"), join(prepared.folder, LAYOUT.evaluation));
    const { card } = await writeCard(prepared, { repo, notes: notes("breeds") });
    expect(card.omitted.map(({ code }) => code)).toEqual(["report-of-another-model"]);
    expect(card.validation.valid).toBe(false);
    expect(await text(prepared)).not.toContain("240.7");
  });
});

describe("a card that is there already", () => {
  test("of the repository is brought up to date before that of the folder; what people wrote stays", async () => {
    const prepared = await preparedTiny("classifier");
    await writeCard(prepared, { repo, notes: notes("greys") });
    const first = await text(prepared);
    const existing = `${first.replace("## Limits\n\ngreys alone.", "## Limits\n\nNever at night.")}\n## Thanks\n\nTo Chelsea.\n`;
    await measure(prepared, {
      command,
      benchmark: { runs: 3, warmup: 0, batches: [1], enoughMs: 1, threads: 1 },
    });
    const { card } = await writeCard(prepared, { repo, notes: notes("greys"), existing });
    const now = await text(prepared);
    for (const kept of ["Never at night.", "## Thanks\n\nTo Chelsea."]) expect(now).toContain(kept);
    expect(card.updated?.sections).toMatchObject({
      replaced: expect.arrayContaining(["inference", "files"]),
      kept: ["limits"],
    });
    expect(now).toContain(LAYOUT.benchmark);
    expect(card.validation.errors).toEqual([]);
  });

  test("notes that are given come over those of the folder; without any the card can't be published", async () => {
    const prepared = await preparedTiny("generator");
    const bare = await writeCard(prepared, { repo, title: "Greys" });
    expect(new Set(bare.card.validation.errors.map(({ code }) => code))).toEqual(new Set(["unfilled-section"]));
    expect(await text(prepared)).toContain("# Greys");
    await rm(join(prepared.folder, LAYOUT.card));
    await writeFile(join(prepared.folder, "generator/card-notes.md"), notes("greys"));
    await writeCard(prepared, { repo, notes: "---\nlanguage: fr\n---\n## Limits\n\nNone but these.\n" });
    const now = await text(prepared);
    for (const part of ["To see greys.", "None but these.", "language: fr"]) expect(now).toContain(part);
    expect(now).not.toContain("greys alone.");
  });

  test.each([
    ["unclosed-card-code", { existing: "# A\n\n```js\n" }],
    ["invalid-repo", { repo: "nobody" }],
  ])("%s", async (code, options) => {
    const prepared = await preparedTiny("classifier");
    expect((await errorOf(() => writeCard(prepared, { repo, ...options }))).code).toBe(code);
  });
});

test("a report of the checkpoint that the manifest names stays out without being an error", async () => {
  const prepared = await preparedEmbedded("classifier");
  const path = join(prepared.folder, LAYOUT.manifest);
  const manifest = JSON.parse(await readFile(path, "utf8"));
  const [model] = prepared.models;
  manifest.provenance.origin = `made of ${model.source.path}, sha256 ${model.source.sha256}`;
  await writeFile(path, JSON.stringify(manifest));
  const report = JSON.parse(await readFile(join(EMBEDDED_REPORTS, "classifier/evaluation_report.json"), "utf8"));
  report.measured.model = { file: "best.pt", sha256: model.source.sha256 };
  const given = join(dirname(prepared.folder), "r.json");
  await writeFile(given, JSON.stringify(report));
  await measure(prepared, { command, reports: [given], skipBenchmark: true });
  const { card } = await writeCard(prepared, { repo, notes: notes("breeds") });
  expect(card.omitted.map(({ code }) => code)).toEqual(["report-of-checkpoint"]);
  expect(card.validation).toMatchObject({ valid: true, warnings: [{ code: "report-of-checkpoint" }] });
});

test("data of a language model have a card of what lies there", async () => {
  const prepared = await preparedLanguage();
  const datasets = join(prepared.folder, LAYOUT.datasets);
  await mkdir(datasets);
  const [train, val] = [new Uint8Array([1, 0, 2, 0, 3, 0]), new Uint8Array([4, 0])];
  await writeFile(join(datasets, "train.bin"), train);
  await writeFile(join(datasets, "val.bin"), val);
  const metadata = { tokenizer_type: "made-up", vocab_size: 31, total_tokens: 4, train_tokens: 3, val_tokens: 1 };
  await writeFile(join(datasets, "metadata.json"), JSON.stringify(metadata));
  await writeFile(join(datasets, "card-notes.md"), notes("tokens"));
  const { card, dataset } = await writeCard(prepared, { repo, notes: notes("letters") });
  expect(dataset).toMatchObject({ path: "datasets/README.md", changed: true });
  expect(dataset?.validation.errors).toEqual([]);
  const about = await text(prepared, "datasets/README.md");
  expect(about).toContain("license: cc0-1.0");
  expect(about).toMatch(/\| train \| 3 \|/);
  for (const bytes of [train, val]) expect(about).toContain(sha256(bytes));
  const facts = await datasetFactsOfFolder(datasets);
  const judged = await validateDatasetCardFile(datasets, facts);
  expect(judged.errors).toEqual([]);
  expect(card.validation.errors).toEqual([]);
  expect(await text(prepared)).toContain("datasets/README.md");
  const { mtimeMs } = await stat(join(datasets, LAYOUT.card));
  const again = await writeCard(prepared, { repo, notes: notes("letters") });
  expect([again.dataset?.changed, again.card.changed]).toEqual([false, false]);
  expect((await stat(join(datasets, LAYOUT.card))).mtimeMs).toBe(mtimeMs);
  await rm(join(datasets, "val.bin"));
  expect((await errorOf(() => writeCard(prepared, { repo }))).code).toBe("corrupt-tokens");
});
