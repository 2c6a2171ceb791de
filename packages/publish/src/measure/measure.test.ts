import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodePng, readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import { sha256 } from "@tiny-cats/files";
import { classifier } from "@tiny-cats/models";
import {
  parseBenchmarkReportText,
  parseEvaluationReportText,
  parseFidResultsText,
  parseGenerationMetadataText,
  parseInceptionScoreText,
  parseInferenceLatencyText,
  parseMemoryUsageText,
} from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { greySet } from "../../../eval/src/testing/grey-set.ts";
import { levelOf } from "../../../eval/src/testing/tiny-model-folders.ts";
import { LAYOUT } from "../layout.ts";
import type { Prepared } from "../prepared.ts";
import { EMBEDDED_REPORTS, preparedEmbedded, preparedLanguage, preparedTiny } from "../testing/prepared-folders.ts";
import { measure } from "./measure.ts";
import type { MeasureOptions } from "./measure-options.ts";

const command = "tiny-cats publish --repo me/cats";
const quick = { runs: 3, warmup: 0, batches: [1], enoughMs: 1, threads: 1 };
const run = (prepared: Prepared, options: Partial<MeasureOptions> = {}) =>
  measure(prepared, { command, benchmark: quick, ...options });
const text = ({ folder }: Prepared, path: string) => readFile(join(folder, path), "utf8");
const bytes = (...path: string[]) => readFile(join(...path));
const brief = ({ taken }: Awaited<ReturnType<typeof measure>>) =>
  taken.map(({ kind, report, path, from }) => `${kind} ${report} ${path} ${from}`);

/** Grey cats with heads, of the breeds that the tiny generator draws. */
async function greys(split = true): Promise<string> {
  const pictures = [0, 1].flatMap((label) =>
    Array.from({ length: 6 }, (_, i) => ({
      file: `${label}-${i}.png`,
      breed: label === 0 ? "Abyssinian" : "Bengal",
      ...(split && { split: ["train", "val", "test"][i % 3] }),
      level: levelOf(label),
      lift: (i - 3) / 400,
      box: [4, 4, 30 + i, 30 + i] as const,
    })),
  );
  return (await greySet(pictures)).folder;
}

describe("the embedded models with their reports", () => {
  const slots = [
    [LAYOUT.evaluation, "generator/evaluation_report.json"],
    [LAYOUT.classification, "classifier/evaluation_report.json"],
    [LAYOUT.benchmark, "generator/benchmark_report.json"],
    [LAYOUT.classificationBenchmark, "classifier/benchmark_report.json"],
    ["evaluation/generator_quantization_report.json", "generator/quantization_report.json"],
    ["evaluation/classifier_quantization_report.json", "classifier/quantization_report.json"],
    [LAYOUT.sheet, "generator/sample_grid.png"],
  ] as const;

  test("take them byte for byte, draw samples, and repeat their numbers with their source", async () => {
    const prepared = await preparedEmbedded();
    const measured = await run(prepared, { reports: [EMBEDDED_REPORTS], seed: 5 });
    expect(measured.passed).toEqual([]);
    expect(measured.missing).toEqual([]);
    expect(brief(measured)).toEqual([
      "classifier evaluation evaluation/classification_report.json found",
      "classifier benchmark benchmarks/classification_benchmark.json found",
      "classifier quantization evaluation/classifier_quantization_report.json found",
      "generator evaluation evaluation/evaluation_report.json found",
      "generator benchmark benchmarks/benchmark_report.json found",
      "generator quantization evaluation/generator_quantization_report.json found",
      "generator samples samples measured",
    ]);
    for (const [path, from] of slots)
      expect((await bytes(prepared.folder, path)).equals(await bytes(EMBEDDED_REPORTS, from)), path).toBe(true);

    const report = parseEvaluationReportText(await text(prepared, LAYOUT.evaluation));
    const source = { file: LAYOUT.evaluation, sha256: sha256(await bytes(prepared.folder, LAYOUT.evaluation)) };
    const fid = parseFidResultsText(await text(prepared, LAYOUT.fid));
    expect(fid).toMatchObject({ fid: report.fid, source, measured: report.measured });
    expect(fid.not_measured).toEqual({ fid: report.not_measured.fid });
    const score = parseInceptionScoreText(await text(prepared, LAYOUT.inceptionScore));
    expect(score).toMatchObject({ inception_score: report.inception_score, source });
    const latency = parseInferenceLatencyText(await text(prepared, LAYOUT.latency)).models;
    const memory = parseMemoryUsageText(await text(prepared, LAYOUT.memory)).models;
    expect(latency).toHaveLength(2);
    for (const [i, path] of [LAYOUT.classificationBenchmark, LAYOUT.benchmark].entries()) {
      const benchmark = parseBenchmarkReportText(await text(prepared, path));
      const named = { file: path, sha256: sha256(await bytes(prepared.folder, path)) };
      const { latency_ms, load_ms, first_call_ms, kind, provider, threads, batch_size } = benchmark;
      expect(latency[i]).toEqual({
        ...{ latency_ms, load_ms, first_call_ms, kind, provider, threads, batch_size },
        ...{ measured: benchmark.measured, source: named, not_measured: {} },
      });
      expect(memory[i].memory).toEqual(benchmark.memory);
      expect(memory[i].source).toEqual(named);
    }

    const metadata = parseGenerationMetadataText(await text(prepared, LAYOUT.samplesMetadata));
    const [, { graph }] = prepared.models;
    expect(metadata).toMatchObject({ seed: 5, samples_per_breed: 1, model: { sha256: graph.sha256 } });
    expect(metadata.files.map(({ file }) => file)).toContain("British_Shorthair_000.png");
    expect((await readdir(join(prepared.folder, LAYOUT.samples))).length).toBe(13);
    for (const { file, sha256: hash } of metadata.files) {
      const png = await bytes(prepared.folder, LAYOUT.samples, file);
      expect(sha256(png)).toBe(hash);
      expect(readDrawingSettings(await readPngText(png))).toMatchObject({ seed: 5, modelSha256: graph.sha256 });
    }

    const files = (await readdir(prepared.folder, { recursive: true })).map((name) => join(prepared.folder, name));
    const before = await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
    const again = await run(prepared, { seed: 5 });
    expect(again.taken.every(({ from }) => from === "found")).toBe(true);
    expect(await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs))).toEqual(before);
  });

  test("a classifier alone has the seed's names, and what is of the generator is passed over", async () => {
    const prepared = await preparedEmbedded("classifier");
    const { taken, passed, missing } = await run(prepared, { reports: [EMBEDDED_REPORTS] });
    expect(taken.map(({ path }) => path)).toEqual([
      LAYOUT.evaluation,
      LAYOUT.benchmark,
      "evaluation/classifier_quantization_report.json",
    ]);
    expect(passed).toHaveLength(3);
    expect(passed[0].reason).toMatch(/^it is about a model with sha256 0eb6bcf7\w+, which is none of those published$/);
    expect(missing).toEqual([]);
    expect(await readdir(join(prepared.folder, "evaluation"))).not.toContain("fid_results.json");
  });
});

describe("nothing was measured before", () => {
  test("with data, the very files are evaluated and benchmarked; a second run finds all of it", async () => {
    const prepared = await preparedTiny();
    const what = new Set<string>();
    const options: Partial<MeasureOptions> = {
      data: await greys(),
      extractor: join(prepared.folder, "model.onnx"),
      name: "Grey Cats",
      perBreed: 6,
      seed: 3,
      cache: temporaryFolder(),
      onProgress: ({ stage, what: doing, done, total }) => {
        expect(stage).toBe("measure");
        expect(done).toBeLessThanOrEqual(total);
        what.add(doing);
      },
    };
    const measured = await run(prepared, options);
    expect(measured.missing).toEqual([]);
    expect(new Set(measured.taken.map(({ from }) => from))).toEqual(new Set(["measured"]));
    const [classifierModel, generatorModel] = prepared.models;
    const classified = parseEvaluationReportText(await text(prepared, LAYOUT.classification));
    expect(classified).toMatchObject({
      task: "image-classification",
      measured: { n: 4, command, seed: 3, data: { split: "test", name: "Grey Cats" } },
      classification: { accuracy: 1 },
    });
    expect(classified.measured.model.sha256).toBe(classifierModel.graph.sha256);
    const drawn = parseEvaluationReportText(await text(prepared, LAYOUT.evaluation));
    expect(drawn).toMatchObject({ measured: { n: 12, data: { split: "all", n: 12 } }, fid: null });
    expect(drawn.measured.model.sha256).toBe(generatorModel.graph.sha256);
    const { samples } = drawn as unknown as { samples: { sha256: string } };
    expect(sha256(await bytes(prepared.folder, LAYOUT.sheet))).toBe(samples.sha256);
    expect(parseInferenceLatencyText(await text(prepared, LAYOUT.latency)).models.map(({ kind }) => kind)).toEqual([
      "classifier",
      "generator",
    ]);
    expect(what).toContain("drawing to compare");
    expect(what).toContain("benchmarking the classifier: runs");

    what.clear();
    const again = await run(prepared, options);
    expect(new Set(again.taken.map(({ from }) => from))).toEqual(new Set(["found"]));
    expect([...what]).toEqual(["reading reports"]);
  });

  test("without data it is missing, and says whether that was allowed; the sheet is one of the samples", async () => {
    const prepared = await preparedTiny();
    const { missing, taken } = await run(prepared, {
      skipBenchmark: true,
      allowMissing: ["fid_results", "benchmarks"],
    });
    expect(taken.map(({ report }) => report)).toEqual(["samples"]);
    expect(missing.map(({ path, allowed }) => [path, allowed])).toEqual([
      [LAYOUT.classification, false],
      [LAYOUT.classificationBenchmark, true],
      [LAYOUT.evaluation, false],
      [LAYOUT.benchmark, true],
      [LAYOUT.fid, true],
      [LAYOUT.inceptionScore, false],
      [LAYOUT.latency, true],
      [LAYOUT.memory, true],
    ]);
    expect(missing[0].allowed_because).toBe("not measured: no report was found, and no data was given to measure on");
    expect(missing[1].allowed_because).toMatch(/; allowed by --allow-missing benchmarks$/);
    const sheet = await decodePng(await bytes(prepared.folder, LAYOUT.sheet));
    expect(sheet.height).toBeGreaterThan(32);
    expect(await readdir(join(prepared.folder, "evaluation"))).toEqual(["sample_grid.png"]);
  });

  test.each<[string, Partial<MeasureOptions>, RegExp]>([
    ["no extractor", {}, /no classifier was given by whose features/],
    ["no heads", { extractor: classifier }, /head/],
  ])("%s: the generator is not measured, and the reason is told", async (what, options, reason) => {
    const prepared = await preparedTiny("generator");
    const data =
      what === "no heads" ? (await greySet([{ file: "a.png", breed: "Bengal", level: 0.5 }])).folder : await greys();
    const { missing } = await run(prepared, { ...options, data, skipBenchmark: true });
    expect(missing.find(({ path }) => path === LAYOUT.evaluation)?.allowed_because).toMatch(reason);
  });

  test("pictures that training may have seen are no measure, unless they are asked for", async () => {
    const prepared = await preparedTiny("classifier");
    const data = (await greySet([{ file: "a.png", breed: "Bengal", split: "train", level: levelOf(1) }])).folder;
    const { missing } = await run(prepared, { data, skipBenchmark: true });
    expect(missing[0].allowed_because).toContain("has neither a test nor a val part");
    const { taken } = await run(prepared, { data, skipBenchmark: true, split: "train" });
    expect(taken[0]).toMatchObject({ path: LAYOUT.evaluation, from: "measured" });
    expect(parseEvaluationReportText(await text(prepared, LAYOUT.evaluation)).measured.data).toMatchObject({
      seen_in_training: true,
    });
  });

  test("a language model: perplexity of the graph that is published, latency at as many tokens as it takes", async () => {
    const prepared = await preparedLanguage();
    const tokens = (n: number) =>
      new Uint8Array(Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? (i * 7) % 31 : 0)));
    const metadata = { tokenizer_type: "made-up", vocab_size: 31, total_tokens: 70, train_tokens: 10, val_tokens: 60 };
    const data = folderOf({
      "train.bin": tokens(10),
      "val.bin": tokens(60),
      "metadata.json": JSON.stringify(metadata),
    });
    const measured = await run(prepared, { data });
    expect(brief(measured)).toEqual([
      `language evaluation ${LAYOUT.evaluation} measured`,
      `language benchmark ${LAYOUT.benchmark} measured`,
    ]);
    const report = parseEvaluationReportText(await text(prepared, LAYOUT.evaluation));
    expect(report).toMatchObject({ task: "text-generation", measured: { n: 59, data: { split: "val" } } });
    expect(report.measured.model.sha256).toBe(prepared.models[0].graph.sha256);
    expect(report.language?.perplexity).toBeGreaterThan(1);
    const benchmark = parseBenchmarkReportText(await text(prepared, LAYOUT.benchmark));
    expect(benchmark.inputs).toEqual([{ name: "input_ids", dtype: "int64", dims: [1, 9] }]);
    expect(measured.missing).toEqual([]);
  });
});

describe("reports that are not of these models", () => {
  const other = join(EMBEDDED_REPORTS, "generator/evaluation_report.json");
  const quantization = join(EMBEDDED_REPORTS, "generator/quantization_report.json");

  test.each([
    ["report-of-another-model", () => other],
    ["report-of-another-model", () => quantization],
    ["not-a-report", () => folderOf({ "r.json": '{ "fid": 12 }' }).concat("/r.json")],
    ["not-a-report", () => folderOf({ "r.json": '{ "schema": "tiny-cats/training-report" }' }).concat("/r.json")],
    ["invalid-json", () => folderOf({ "r.json": "{ " }).concat("/r.json")],
    ["not-utf8", () => folderOf({ "r.json": new Uint8Array([0xff, 0x7b]) }).concat("/r.json")],
    [
      "invalid-document",
      () => folderOf({ "r.json": '{ "schema": "tiny-cats/evaluation-report", "version": 1 }' }).concat("/r.json"),
    ],
    ["no-such-report", () => join(temporaryFolder(), "none.json")],
  ])("named, one is refused: %s", async (code, report) => {
    const prepared = await preparedTiny("classifier");
    const error = await errorOf(() => run(prepared, { reports: [report()] }));
    expect(error.code).toBe(code);
    expect(error.remedy).not.toBe("");
    expect(await readdir(prepared.folder)).toEqual(["model.onnx", "tiny-cats.json"]);
  });

  test("in a folder, they are passed over with the reason; what lies in a report's place and does not fit is removed", async () => {
    const prepared = await preparedTiny("classifier");
    const reports = folderOf({
      "deep/broken_report.json": "{",
      "deep/seed_report.json": '{ "fid": 12 }',
      "config.json": '{ "model_type": "gpt2" }',
      "training.json": '{ "schema": "tiny-cats/training-report" }',
      ".hidden/report.json": "{",
      "evaluation.json": await readFile(other),
    });
    await mkdir(join(prepared.folder, "evaluation"));
    await cp(other, join(prepared.folder, LAYOUT.evaluation));
    const { passed, taken } = await run(prepared, { reports: [reports], skipBenchmark: true });
    expect(taken).toEqual([]);
    expect(passed.map(({ path, reason }) => [path.replace(`${reports}/`, ""), reason])).toEqual([
      ["deep/broken_report.json", expect.stringContaining("is not JSON")],
      ["deep/seed_report.json", "it does not say what it is"],
      ["evaluation.json", expect.stringContaining("none of those published")],
      ["training.json", "it is a tiny-cats/training-report"],
      [LAYOUT.evaluation, expect.stringContaining("none of those published")],
    ]);
    expect(await readdir(join(prepared.folder, "evaluation"))).toEqual([]);
  });

  test("of several the named one is taken, then the one nearest to what runs; one of the checkpoint says so", async () => {
    const prepared = await preparedEmbedded("classifier");
    const [model] = prepared.models;
    const original = JSON.parse(await readFile(join(EMBEDDED_REPORTS, "classifier/evaluation_report.json"), "utf8"));
    const of = (sha: string, date: string) => {
      const { measured } = original;
      return JSON.stringify({ ...original, measured: { ...measured, date, model: { file: "m", sha256: sha } } });
    };
    const reports = folderOf({
      "checkpoint.json": of(model.source.sha256, "2026-11-23T00:00:00Z"),
      "old.json": of(model.graph.sha256, "2026-11-20T00:00:00Z"),
      "new.json": of(model.graph.sha256, "2026-11-21T00:00:00Z"),
      "weights.json": of(model.weights!.sha256, "2026-11-23T00:00:00Z"),
    });
    const first = await run(prepared, { reports: [reports], skipBenchmark: true });
    expect(first.taken[0].reason).toBe("it is about onnx/model.onnx");
    expect(await text(prepared, LAYOUT.evaluation)).toBe(of(model.graph.sha256, "2026-11-21T00:00:00Z"));
    expect(first.passed).toHaveLength(3);
    expect(first.passed[0].reason).toBe(`new.json fills its place, ${LAYOUT.evaluation}`);
    const second = await run(prepared, { reports: [reports, join(reports, "checkpoint.json")], skipBenchmark: true });
    expect(second.taken[0]).toMatchObject({
      from: "given",
      reason: "it is about best.pt, which the classifier was made of: the same weights",
    });
    expect(await text(prepared, LAYOUT.evaluation)).toContain(model.source.sha256);
  });

  test("an evaluation for another task, though of the same hash", async () => {
    const prepared = await preparedEmbedded("classifier");
    const [model] = prepared.models;
    const report = JSON.parse(await readFile(other, "utf8"));
    report.measured.model.sha256 = model.graph.sha256;
    const { passed } = await run(prepared, {
      reports: [folderOf({ "a.json": JSON.stringify(report) })],
      skipBenchmark: true,
    });
    expect(passed[0].reason).toContain("the classifier is for another task");
  });

  test("too many to look through", async () => {
    const files = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}.json`, "{}"]));
    const prepared = await preparedTiny("classifier");
    expect((await errorOf(() => run(prepared, { reports: [folderOf(files)] }))).code).toBe("too-many-files");
  });
});

describe("samples", () => {
  const options = { skipBenchmark: true };

  test("those given are taken when the graph that is published drew them, as they are", async () => {
    const drawn = await preparedTiny("generator");
    await run(drawn, { ...options, seed: 8, samplesPerBreed: 2 });
    const samplesDir = join(drawn.folder, LAYOUT.samples);
    const prepared = await preparedTiny("generator");
    await mkdir(join(prepared.folder, LAYOUT.samples));
    await writeFile(join(prepared.folder, LAYOUT.samples, "stray.png"), "left from before");
    const { taken } = await run(prepared, { ...options, samplesDir });
    expect(taken[0]).toMatchObject({ report: "samples", from: "given" });
    const names = await readdir(samplesDir);
    expect(names).toHaveLength(5);
    expect(await readdir(join(prepared.folder, LAYOUT.samples))).toEqual(names);
    for (const name of names)
      expect(await bytes(prepared.folder, LAYOUT.samples, name)).toEqual(await bytes(samplesDir, name));
    // Without being named, samples of another seed are not what is wanted.
    const next = await run(prepared, options);
    expect(next.taken[0].from).toBe("measured");
    expect(await readdir(join(prepared.folder, LAYOUT.samples))).toHaveLength(3);
  });

  test("of another graph, changed, or no PNG, they are refused before anything is written", async () => {
    const drawn = await preparedTiny("generator");
    await run(drawn, options);
    const samplesDir = join(drawn.folder, LAYOUT.samples);
    const refused = async (prepared: Prepared) => {
      const { code } = await errorOf(() => run(prepared, { ...options, samplesDir }));
      expect(await readdir(prepared.folder)).not.toContain(LAYOUT.samples);
      expect(await readdir(prepared.folder)).not.toContain("evaluation");
      return code;
    };
    const { passed } = await run(await preparedTiny("classifier"), { ...options, samplesDir });
    expect(passed).toEqual([{ path: samplesDir, reason: "no generator is published" }]);
    const embedded = await preparedEmbedded("generator");
    expect(await refused(embedded)).toBe("report-of-another-model");
    const prepared = await preparedTiny("generator");
    const metadata = join(samplesDir, "generation_metadata.json");
    const good = JSON.parse(await readFile(metadata, "utf8"));
    const [{ file }] = good.files;
    const png = await readFile(join(samplesDir, file));
    await writeFile(join(samplesDir, file), Buffer.concat([png, new Uint8Array([0])]));
    expect(await refused(prepared)).toBe("sample-changed");
    await writeFile(join(samplesDir, file), png);
    for (const [name, content] of [
      ["a/b.png", png],
      ["run.sh", png],
    ] as const) {
      const files = [{ ...good.files[0], file: name, sha256: sha256(content) }, ...good.files.slice(1)];
      await writeFile(metadata, JSON.stringify({ ...good, files }));
      expect(await refused(prepared)).toBe("sample-changed");
    }
    await rm(metadata);
    expect(await refused(prepared)).toBe("file-not-found");
  });
});

test("stopped in the middle, it leaves whole files, and goes on from them", async () => {
  const prepared = await preparedTiny("generator");
  const data = await greys();
  const stop = new AbortController();
  const options = { data, perBreed: 6, skipBenchmark: true };
  const extractor = (await preparedTiny("classifier")).folder;
  await expect(
    run(prepared, {
      ...options,
      extractor,
      signal: stop.signal,
      onProgress: ({ what }) => what === "drawing samples" && stop.abort(new Error("enough")),
    }),
  ).rejects.toThrow("enough");
  parseEvaluationReportText(await text(prepared, LAYOUT.evaluation));
  expect(await readdir(prepared.folder)).not.toContain(LAYOUT.samples);
  expect((await readdir(prepared.folder)).filter((name) => name.startsWith("."))).toEqual([]);
  const { taken } = await run(prepared, { ...options, extractor });
  expect(taken.map(({ from }) => from)).toEqual(["found", "measured"]);
  await expect(run(prepared, { signal: AbortSignal.abort("no") })).rejects.toBe("no");
});
