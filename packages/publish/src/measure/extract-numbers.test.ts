import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type GeneratorEvaluation, parseBenchmarkReportText, parseEvaluationReport } from "@tiny-cats/schema";
import { expect, test } from "vitest";
import { EMBEDDED_REPORTS } from "../testing/prepared-folders.ts";
import { benchmarkNumbers, drawingScores } from "./extract-numbers.ts";

const read = async (path: string) => JSON.parse(await readFile(join(EMBEDDED_REPORTS, path), "utf8"));
const source = { path: "evaluation/evaluation_report.json", sha256: "5".repeat(64) };

test("what the FID Inception gave comes with its interval, its spread and the network's hash", async () => {
  const report = await read("generator/evaluation_report.json");
  const inception = { name: "FID Inception", sha256: "7".repeat(64) };
  const interval = { level: 0.95, low: 36, high: 41 };
  const document = parseEvaluationReport({
    ...report,
    ...{ fid: 38.5, inception_score: { mean: 2.1, std: 0.1 }, inception, not_measured: {} },
    intervals: { ...report.intervals, fid: interval },
  }) as GeneratorEvaluation;
  const { fid, inceptionScore } = drawingScores({ ...source, document });
  const measured = { measured: report.measured, source: { file: source.path, sha256: source.sha256 }, inception };
  expect(fid).toEqual({
    ...{ schema: "tiny-cats/fid-results", version: 1, fid: 38.5, intervals: { fid: interval }, not_measured: {} },
    ...measured,
  });
  expect(inceptionScore).toMatchObject({ inception_score: { mean: 2.1, std: 0.1 }, ...measured });
  expect(inceptionScore).not.toHaveProperty("intervals");
});

test("what a benchmark could not measure keeps its reason, in the document that has the number", async () => {
  const report = await read("classifier/benchmark_report.json");
  const not_measured = { load_ms: "it was loaded before", "memory.peak_memory_mb": "shared with others" };
  const memory = { ...report.memory, peak_memory_mb: null };
  const document = parseBenchmarkReportText(JSON.stringify({ ...report, load_ms: null, memory, not_measured }));
  const numbers = benchmarkNumbers([{ ...source, document }]);
  expect(numbers.latency.models).toMatchObject([{ load_ms: null, not_measured: { load_ms: not_measured.load_ms } }]);
  expect(numbers.latency.models[0].latency_ms).toEqual(report.latency_ms);
  expect(numbers.memory.models[0]).toMatchObject({
    memory,
    not_measured: { "memory.peak_memory_mb": "shared with others" },
  });
  expect(Object.keys(numbers.latency.models[0].not_measured)).toEqual(["load_ms"]);
});
