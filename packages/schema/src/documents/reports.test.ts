import { describe, expect, test } from "vitest";
import { edit } from "../testing/edit.ts";
import { hash } from "../testing/hash.ts";
import { problemsOf } from "../testing/problems-of.ts";
import { fidResults, inceptionScore, inferenceLatency, memoryUsage } from "../testing/valid-extracts.ts";
import {
  benchmarkReport,
  dataManifest,
  dataReport,
  generationMetadata,
  generatorQuantization,
  lineage,
  publishReport,
  quantizationReport,
  trainingCheckpoint,
  trainingReport,
  validationReport,
} from "../testing/valid-reports.ts";
import { parseBenchmarkReport, parseBenchmarkReportText } from "./benchmark-report.ts";
import { parseDataManifest, parseDataManifestText } from "./data-manifest.ts";
import { parseDataReport, parseDataReportText } from "./data-report.ts";
import { parseFidResults, parseFidResultsText } from "./fid-results.ts";
import { parseGenerationMetadata, parseGenerationMetadataText } from "./generation-metadata.ts";
import { parseInceptionScore, parseInceptionScoreText } from "./inception-score.ts";
import { parseInferenceLatency, parseInferenceLatencyText } from "./inference-latency.ts";
import { parseLineage, parseLineageText } from "./lineage.ts";
import { parseMemoryUsage, parseMemoryUsageText } from "./memory-usage.ts";
import { parsePublishReport, parsePublishReportText } from "./publish-report.ts";
import { parseQuantizationReport, parseQuantizationReportText } from "./quantization-report.ts";
import { parseTrainingCheckpoint, parseTrainingCheckpointText } from "./training-checkpoint.ts";
import { parseTrainingReport, parseTrainingReportText } from "./training-report.ts";
import { parseValidationReport, parseValidationReportText } from "./validation-report.ts";

type Case = [path: (string | number)[], value: unknown, problem: string];

test("each has its verbs for a value and for text", () => {
  expect(parseBenchmarkReportText(JSON.stringify(benchmarkReport))).toEqual(benchmarkReport);
  expect(parseTrainingReportText(JSON.stringify(trainingReport))).toEqual(trainingReport);
  expect(parsePublishReportText(JSON.stringify(publishReport))).toEqual(publishReport);
  expect(parseQuantizationReportText(JSON.stringify(quantizationReport))).toEqual(quantizationReport);
  expect(parseGenerationMetadataText(JSON.stringify(generationMetadata))).toEqual(generationMetadata);
  expect(parseDataReportText(JSON.stringify(dataReport))).toEqual(dataReport);
  expect(parseValidationReportText(JSON.stringify(validationReport))).toEqual(validationReport);
  expect(parseLineageText(JSON.stringify(lineage))).toEqual(lineage);
  expect(parseTrainingCheckpointText(JSON.stringify(trainingCheckpoint))).toEqual(trainingCheckpoint);
  expect(parseDataManifestText(JSON.stringify(dataManifest))).toEqual(dataManifest);
  expect(() => parsePublishReport(trainingReport)).toThrow(expect.objectContaining({ code: "wrong-document" }));
});

describe("benchmark report", () => {
  test.each<Case>([
    [["latency_ms", "p90"], 9.5, "latency_ms.p90 must not be below p50, 10"],
    [["latency_ms", "mean"], 15, "latency_ms.mean must lie between min and max"],
    [
      ["noise"],
      { low_ms: 10.5, high_ms: 12, level: 0.95, coverage: 0.875, drift_ms: 0.1 },
      "noise must hold latency_ms.p50, 10",
    ],
    [["kind"], "model", 'kind must be "graph" or "classifier" or "generator", not "model"'],
    [["samples_ms"], [9, 14], "samples_ms must list all 4 that measured.n speaks of, not 2"],
    [["model_info", "onnx_file"], undefined, "model_info must name either a checkpoint or an onnx_file"],
    [["model_info", "checkpoint"], "model.pt", "model_info must name either a checkpoint or an onnx_file"],
    [["load_ms"], null, 'load_ms is null, so not_measured must say why under "load_ms"'],
    [
      ["throughput_images_per_sec", "8"],
      null,
      'throughput_images_per_sec.8 is null, so not_measured must say why under "throughput_images_per_sec.8"',
    ],
    [["throughput_images_per_sec"], { many: 3 }, 'throughput_images_per_sec.many must be a batch size, not "many"'],
    [
      ["memory", "peak_memory_mb"],
      null,
      'memory.peak_memory_mb is null, so not_measured must say why under "memory.peak_memory_mb"',
    ],
    [
      ["timestamp"],
      "2026-11-21 10:00:00",
      'timestamp must be a moment such as 2026-11-21T10:00:00Z, not "2026-11-21 10:00:00"',
    ],
  ])("%j = %j", (path, value, problem) => {
    expect(problemsOf(parseBenchmarkReport, edit(benchmarkReport, path, value))).toContain(problem);
  });
});

describe("training report", () => {
  test.each<Case>([
    [["history", 1, "step"], 100, "history[1].step must be above the entry's before, 100"],
    [["step"], 150, "history[1].step must not be above the run's last, 150"],
    [["best"], { metric: "accuracy", value: 0.9, step: 300 }, "best.step must not be above the run's last, 200"],
    [["loss"], null, 'loss is null, so not_measured must say why under "loss"'],
    [
      ["stopped_by"],
      "boredom",
      'stopped_by must be "finished" or "early-stopping" or "interrupted" or "error", not "boredom"',
    ],
    [["config"], [], "config must be an object, not an array"],
  ])("%j = %j", (path, value, problem) => {
    expect(problemsOf(parseTrainingReport, edit(trainingReport, path, value))).toContain(problem);
  });
});

describe("publish report", () => {
  test.each<Case>([
    [["files", 1, "path"], "README.md", "files[1].path occurs twice"],
    [["files_uploaded"], ["onnx/model.onnx", "onnx/model.onnx"], "files_uploaded[1] occurs twice"],
    [["files_uploaded"], ["other.txt"], 'files_uploaded[0] must be one of files, not "other.txt"'],
    [["missing", 0, "path"], "README.md", 'missing[0].path must not be one of files, "README.md"'],
    [["bytes"], 2100, "bytes must be 2000, the size of the files sent, not 2100"],
    [["missing", 0, "allowed_because"], "", "missing[0].allowed_because must not be empty"],
    [
      ["url"],
      "https://me:hf_secret@huggingface.co/a/b",
      "url must be an http(s) address without user or password, not an address with user or password",
    ],
    [["repo_id"], "tiny-cats", 'repo_id must be owner/name, not "tiny-cats"'],
    [["commit"], "main", 'commit must be 40 lower-case hexadecimal digits, not "main"'],
  ])("%j = %j", (path, value, problem) => {
    expect(problemsOf(parsePublishReport, edit(publishReport, path, value))).toContain(problem);
  });
});

describe("generation metadata", () => {
  test.each<Case>([
    [["breeds_generated", 1, "num_samples"], 2, "breeds_generated[1].num_samples must be 1 as in files, not 2"],
    [["breeds_generated", 1, "breed_idx"], 0, "breeds_generated[1].breed_idx occurs twice"],
    [["files", 1, "breed_idx"], 5, "files[1].breed_idx must be one of breeds_generated, not 5"],
    [["files", 1, "file"], "Abyssinian_000.png", "files[1].file occurs twice"],
    [
      ["files", 1, "file"],
      "../x.png",
      'files[1].file must be a relative path with "/" between its parts, without "..", backslash or colon, not "../x.png"',
    ],
    [["config", "num_steps"], 50, "config.num_steps must be 20 as sampler.steps, not 50"],
    [["config", "cfg_scale"], 1.5, "config.cfg_scale must be 2 as sampler.guidance.scale, not 1.5"],
    [["seed"], 2 ** 53, "seed must be below 2^53, not 9007199254740992"],
  ])("%j = %j", (path, value, problem) => {
    expect(problemsOf(parseGenerationMetadata, edit(generationMetadata, path, value))).toContain(problem);
  });
});

describe("data report", () => {
  test.each<Case>([
    [["pictures"], 6, "labels must add up to 6 as in pictures, not to 5"],
    [["measured", "n"], 4, "measured.n must add up to 5 as in pictures, not to 4"],
    [["splits", "val", "n"], 2, "splits.val.n must add up to 2 as in labels, not to 1"],
    [
      ["splits", "dev"],
      { n: 0, sha256: "a".repeat(64) },
      'splits.dev must be one of train, val, test, none, not "dev"',
    ],
    [["labels", 1, "label"], "Abyssinian", "labels[1].label occurs twice"],
    [["labels", 0, "splits"], { train: 2 }, "labels[0].splits must add up to 3 as in labels[0].n, not to 2"],
    [["exact_duplicates", 0, "leak"], true, "exact_duplicates[0].leak must be false, by the files' splits"],
    [
      ["near_duplicates", "pairs", 0, "leak"],
      false,
      "near_duplicates.pairs[0].leak must be true, by the files' splits",
    ],
    [
      ["near_duplicates", "pairs", 0, "distance"],
      11,
      "near_duplicates.pairs[0].distance must not be above the threshold, 10",
    ],
    [
      ["near_duplicates", "pairs", 0, "files", 1, "file"],
      "a/1.jpg",
      "near_duplicates.pairs[0].files must be two files",
    ],
    [["near_duplicates"], null, 'near_duplicates is null, so not_measured must say why under "near_duplicates"'],
    [["sizes"], null, 'sizes is null, so not_measured must say why under "sizes"'],
    [["broken"], Array(6).fill(dataReport.broken[0]), "broken must not be more than 5"],
  ])("%j = %j", (path, value, problem) => {
    expect(problemsOf(parseDataReport, edit(dataReport, path, value))).toContain(problem);
  });
});

describe("quantization report", () => {
  test.each<Case>([
    [["reduction_percent"], 80, "reduction_percent must be 75.00, as the sizes say"],
    [["output_sha256"], hash("a"), "output_sha256 must be that of the model that was measured"],
    [["measured", "n"], 5, "accuracy_validation.total_samples must be 5, as measured.n"],
    [
      ["accuracy_validation", "predictions_matched"],
      4,
      "accuracy_validation.prediction_match_rate must be 1, as the counts say",
    ],
    [
      ["accuracy_validation", "predictions_matched"],
      null,
      "accuracy_validation.prediction_match_rate must be null, as the counts say",
    ],
    [["accuracy", "all", "delta"], 0.25, "accuracy.all.delta must be quantized less original"],
    [["accuracy", "breeds"], null, 'accuracy.breeds is null, so not_measured must say why under "accuracy.breeds"'],
    [["gate", "loss"], 0.1, "gate.passed must say whether loss is within max_loss"],
    [["latency"], null, 'latency is null, so not_measured must say why under "latency"'],
    [["measured"], null, 'measured is null, so not_measured must say why under "measured"'],
    [["method"], "int4", 'method must be "dynamic" or "static" or "fp16", not "int4"'],
  ])("%j = %j", (path, value, problem) => {
    expect(problemsOf(parseQuantizationReport, edit(quantizationReport, path, value))).toContain(problem);
  });

  test.each<Case>([
    [["kid_delta"], 0.5, "kid_delta must be 0.25, as kid says"],
    [["kid_delta"], null, "kid_delta must be 0.25, as kid says"],
    [["kid"], undefined, "kid_delta must be null, as kid says"],
    [["kid", "original", "interval", "low"], 0.8, "kid.original.interval must not begin above its end, 0.8 above 0.75"],
    [["kid", "extractor"], undefined, "kid.extractor is missing"],
  ])("of a generator: %j = %j", (path, value, problem) => {
    expect(problemsOf(parseQuantizationReport, edit(generatorQuantization, path, value))).toContain(problem);
  });
});

test("what was taken out of a report names it, and says why a number is missing", () => {
  expect(parseFidResultsText(JSON.stringify(fidResults))).toEqual(fidResults);
  expect(parseInceptionScoreText(JSON.stringify(inceptionScore))).toEqual(inceptionScore);
  expect(parseInferenceLatencyText(JSON.stringify(inferenceLatency))).toEqual(inferenceLatency);
  expect(parseMemoryUsageText(JSON.stringify(memoryUsage))).toEqual(memoryUsage);
  const problems = [
    ...problemsOf(parseFidResults, edit(fidResults, ["fid"], null)),
    ...problemsOf(parseInceptionScore, edit(inceptionScore, ["not_measured"], {})),
    ...problemsOf(parseInferenceLatency, edit(inferenceLatency, ["models", 0, "load_ms"], null)),
    ...problemsOf(parseMemoryUsage, edit(memoryUsage, ["models", 0, "memory"], null)),
    ...problemsOf(parseMemoryUsage, edit(memoryUsage, ["models", 0, "source", "sha256"], "short")),
  ];
  expect(problems).toEqual([
    'fid is null, so not_measured must say why under "fid"',
    'inception_score is null, so not_measured must say why under "inception_score"',
    'models[0].load_ms is null, so not_measured must say why under "load_ms"',
    'models[0].memory is null, so not_measured must say why under "memory"',
    'models[0].source.sha256 must be 64 lower-case hexadecimal digits, not "short"',
  ]);
});

describe("validation report", () => {
  test.each<Case>([
    [["model_path"], "/home/me/model", 'model_path must be a path that is not absolute, not "/home/me/model"'],
    [["model_path"], "C:/model", 'model_path must be a path that is not absolute, not "C:/model"'],
    [["total_checks"], 4, "total_checks must be 3, as the results say, not 4"],
    [["passed_checks"], 2, "passed_checks must be 1, as the results say, not 2"],
    [["failed_checks"], 2, "failed_checks must be 1, as the results say, not 2"],
    [["passed"], true, "passed must be false, as the results say"],
    [["errors"], [], "errors must name each of the 1 that failed, not 0"],
    [["results", 1, "name"], undefined, "results[1].name is missing"],
    [["results", 0, "allowed_because"], "no reason", "results[0].allowed_because excuses what has passed"],
  ])("%j = %j", (path, value, problem) => {
    expect(problemsOf(parseValidationReport, edit(validationReport, path, value))).toContain(problem);
  });

  test("a warning fails a strict one alone", () => {
    const { results, warnings, errors: _, ...rest } = validationReport;
    const sound = { ...rest, errors: [], failed_checks: 0, total_checks: 2, results: [results[0], results[2]] };
    expect(problemsOf(parseValidationReport, { ...sound, passed: true, warnings })).toEqual([]);
    expect(problemsOf(parseValidationReport, { ...sound, passed: true, warnings, strict: true })).toEqual([
      "passed must be false, as the results say",
    ]);
    expect(problemsOf(parseValidationReport, { ...sound, warnings, results: [results[0], results[0]] })).toContain(
      "results[1].name occurs twice",
    );
  });
});

describe("lineage", () => {
  test.each<Case>([
    [["files"], Array(2).fill(lineage.files[0]), "files[1].path occurs twice"],
    [["checkpoint"], undefined, 'checkpoint must be there where "as" is "checkpoint"'],
    [["as"], "folder", 'checkpoint must not be there where "as" is "folder"'],
    [["parent", "repo_id"], "ada", 'parent.repo_id must be owner/name, not "ada"'],
    [["parent", "commit"], "main", 'parent.commit must be 40 lower-case hexadecimal digits, not "main"'],
    [
      ["parent", "endpoint"],
      "https://me:key@hub.example",
      expect.stringContaining("parent.endpoint must be an http(s) address without user or password"),
    ],
  ])("%j = %j", (path, value, problem) => {
    expect(problemsOf(parseLineage, edit(lineage, path, value))).toContainEqual(problem);
  });
});

describe("training checkpoint", () => {
  test.each<Case>([
    [["progress", "rateScale"], 0, "progress.rateScale must be above 0, not 0"],
    [["progress", "cursor", "epoch"], -1, "progress.cursor.epoch must be 0 or more, not -1"],
    [["progress", "metrics", "loss"], "low", expect.stringContaining("progress.metrics.loss must be")],
    [["files", "model.safetensors"], undefined, 'files["model.safetensors"] is missing'],
    [["checksum"], "none", expect.stringContaining("checksum must be 64 lower-case hexadecimal digits")],
  ])("%j = %j", (path, value, problem) => {
    expect(problemsOf(parseTrainingCheckpoint, edit(trainingCheckpoint, path, value))).toContainEqual(problem);
  });
});

describe("data manifest", () => {
  test.each<Case>([
    [["pictures"], 4, "splits must add up to 4 as in pictures, not to 3"],
    [["labels", 0, "n"], 1, "labels must add up to 3 as in pictures, not to 2"],
    [["labels", 1, "splits", "test"], 2, "labels[1].splits must add up to 1 as in labels[1].n, not to 3"],
    [["margin"], null, "margin must not be null where heads is true"],
    [["heads"], false, "margin must be null where heads is false"],
    [["left_out", 0, "file"], "../a.jpg", expect.stringContaining("left_out[0].file must be a relative path")],
  ])("%j = %j", (path, value, problem) => {
    expect(problemsOf(parseDataManifest, edit(dataManifest, path, value))).toContainEqual(problem);
  });
});
