import { readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { download } from "@tiny-cats/hub";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../tooling/testing/temporary-folder.ts";
import { DEFAULT_THRESHOLDS } from "./gates/thresholds.ts";
import { validate } from "./gates/validate.ts";
import { LAYOUT } from "./layout.ts";
import type { Stage } from "./progress.ts";
import { hashes } from "./testing/hashes.ts";
import { parsed } from "./testing/model-folder.ts";
import { numbersWithoutSource } from "./testing/numbers-of.ts";
import { publication } from "./testing/publication.ts";
import { strayNumbers } from "./testing/stray-numbers.ts";

test("the embedded pair: every number that is told is one of the files; then the seed projects' layout", {
  timeout: 300_000,
}, async () => {
  const { hub, work, publish } = await publication();
  const pair = ["classifier", "generator"] as const;
  const outcome = await publish({ only: pair, tag: "v{version}-{accuracy}-{kid}" });
  if (outcome.status !== "published") throw new Error(outcome.status);
  const { report, plan, files } = outcome;
  const tree = join(work, "tree");
  const all = hashes(tree);

  // The card, and a number that somebody planted there.
  const card = readFileSync(join(tree, LAYOUT.card), "utf8");
  const found = strayNumbers(tree);
  expect(found.stray).toEqual([]);
  expect(found.metrics).toBe(13);
  expect(found.sections).toEqual(
    expect.arrayContaining(["classification", "generation", "inference", "quantization", "samples"]),
  );
  const accuracy = parsed(tree, LAYOUT.classification).classification.accuracy;
  for (const [from, to, what] of [
    [/(## Classification\n)/, "$1\nIt is right on 97.46 %.\n", "classification: 97.46"],
    [/(## Inference\n)/, "$1\nIt takes 123.4 ms.\n", "inference: 123.4"],
    [new RegExp(`value: ${accuracy}`), "value: 0.9999", "model-index: accuracy 0.9999"],
  ] as const) {
    expect(card).toMatch(from);
    expect(strayNumbers(tree, card.replace(from, to)).stray).toEqual([what]);
  }

  // The gates: what they read, read again; what they ran, run again; and limits that are the defaults.
  expect(plan.gates).toEqual(report.gates);
  const [drawn, seen] = [parsed(tree, LAYOUT.evaluation), parsed(tree, LAYOUT.classification)];
  const told = Object.fromEntries(report.gates.results.map((gate) => [`${gate.model} ${gate.name}`, gate]));
  const manifests = { classifier: parsed(tree, LAYOUT.manifest), generator: parsed(tree, "generator/tiny-cats.json") };
  const listed = pair.flatMap((kind) => manifests[kind].files).length;
  expect(told).toMatchObject({
    "null files": { value: `${listed} of ${listed} files` },
    "classifier licence": { value: manifests.classifier.license },
    "generator licence": { value: manifests.generator.license },
    "classifier cat-accuracy": {
      value: seen.classification.cat_not_cat.accuracy,
      threshold: DEFAULT_THRESHOLDS.min_cat_accuracy,
    },
    "generator kid": { value: drawn.kid.mean },
    "generator samples-not-noise": { value: 0, threshold: 0 },
  });
  for (const kind of pair) {
    const at = kind === "generator" ? "generator/" : "";
    const { size } = await stat(join(tree, at, LAYOUT.quantized));
    expect(told[`${kind} quantized-size`]).toMatchObject({ value: size / 1e6, threshold: 50 });
    const path = kind === "generator" ? LAYOUT.benchmark : LAYOUT.classificationBenchmark;
    const { value, threshold } = told[`${kind} cpu-p95`];
    expect(threshold).toBe(2000);
    expect(numbersWithoutSource(String(value), [parsed(tree, path)])).toEqual([]);
    const loss = told[`${kind} quantized-loss`];
    expect(
      numbersWithoutSource(`${loss.value}`, [parsed(tree, `evaluation/${kind}_quantization_report.json`)]),
    ).toEqual([]);
  }
  const runs = ["nan-inf", "trained", "onnx-parity", "behaviour"] as const;
  const again = await validate(tree, { only: runs, modelPath: report.repo_id });
  expect(again.results).toEqual(report.gates.results.filter(({ name }) => runs.some((run) => run === name)));
  expect(report.tag).toBe(
    `v${manifests.classifier.model_version}-${seen.classification.cat_not_cat.accuracy.toFixed(4)}-${drawn.kid.mean.toFixed(4)}`,
  );

  // The report: sizes and hashes of what lies there, and its text.
  expect(Object.fromEntries(report.files.map(({ path, sha256 }) => [path, sha256]))).toEqual(all);
  for (const { path, bytes } of report.files) expect((await stat(join(tree, path))).size, path).toBe(bytes);
  expect(plan.files.map(({ path, bytes }) => [path, bytes])).toEqual(
    report.files.map(({ path, bytes }) => [path, bytes]),
  );
  const markdown = readFileSync(files.markdown, "utf8");
  const total = report.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const known = [{ ...report, gates: null }, report.gates.passed_checks, report.gates.total_checks, total / 1e6];
  const counts = [report.files.length, report.files_uploaded.length, report.bytes / 1e6];
  const [before, rows] = markdown.split("## Gates");
  expect(numbersWithoutSource(before, [...known, ...counts])).toEqual([]);
  expect(numbersWithoutSource(`${before}| speed | 987.6 MB/s |`, [...known, ...counts])).toEqual(["987.6"]);
  const cells = rows
    .split("## Files")[0]
    .match(/^\| [a-z].*$/gm)!
    .slice(1)
    .map((row) => row.split(" | ").slice(-2));
  const rounded = (value: unknown) =>
    typeof value === "number" ? String(Number(value.toPrecision(4))) : (value ?? "");
  expect(cells.map((row) => row.map((cell) => cell.replace(/ ?\|$/, "")))).toEqual(
    report.gates.results.map(({ value, threshold }) => [rounded(value), rounded(threshold)]),
  );

  const kept: Stage[] = [];
  const seed = await publish({
    layout: "seed",
    repo: "ada/seed",
    only: pair,
    tag: false,
    onKept: (one) => kept.push(one),
  });
  if (seed.status !== "published") throw new Error(seed.status);
  // The models are the same: they are neither made nor measured twice.
  expect(kept).toEqual(["prepare", "check", "measure"]);
  const samples = seed.report.files.filter(({ path }) => /^samples\/\w+_000\.png$/.test(path));
  expect(samples).toHaveLength(12);
  expect(seed.report.files.filter((file) => !samples.includes(file)).map(({ path }) => path)).toEqual([
    ...["README.md", "benchmarks/benchmark_report.json", "classifier/config.json", "classifier/model.onnx"],
    ...["classifier/model.pt", "evaluation/evaluation_report.json", "generator/config.json", "generator/model.onnx"],
    "generator/model.pt",
  ]);
  const there = await download("ada/seed", { ...hub.options, revision: seed.report.commit, dir: temporaryFolder() });
  const seedCard = readFileSync(join(there.folder, "README.md"), "utf8");
  expect(seedCard).toContain("`generator/model.pt`");
  expect(seedCard).not.toMatch(/model_quantized|safetensors\b.*sha|## Usage|library_name: transformers/);
  expect(seedCard).toContain("0.2801");
});
