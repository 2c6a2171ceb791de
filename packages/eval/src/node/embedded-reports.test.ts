import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { classifier, type EmbeddedModel, generator } from "@tiny-cats/models";
import {
  parseBenchmarkReportText,
  parseEvaluationReportText,
  parseManifestText,
  parseQuantizationReportText,
} from "@tiny-cats/schema";
import { expect, test } from "vitest";
import type { GeneratorReport } from "./generator/generator-report.ts";

const read = (path: string) => readFileSync(path, "utf8");
const folderOf = ({ manifest }: EmbeddedModel) => dirname(fileURLToPath(manifest));
const reportsOf = (model: EmbeddedModel, name: string) => join(folderOf(model), "..", "reports", name);
const graphOf = (model: EmbeddedModel) => {
  const { files } = parseManifestText(read(fileURLToPath(model.manifest)));
  return files.find(({ role }) => role === "model")!;
};

test.each([
  ["classifier", classifier],
  ["generator", generator],
])("the report of the embedded %s is of that very graph, and names no folder of anybody", (name, model) => {
  const text = read(join(reportsOf(model, name), "evaluation_report.json"));
  const { measured } = parseEvaluationReportText(text);
  const { path, sha256 } = graphOf(model);
  expect(measured.model).toEqual({ file: path, sha256 });
  expect(measured.data?.name).toBe("Oxford-IIIT Pet");
  expect(measured.command).toMatch(new RegExp(`^tiny-cats eval ${name} .*--data pets `));
  expect(text).not.toMatch(/"[^"]*(?:\/(?:home|root|tmp|work|Users)\/|[A-Z]:\\\\)/);
});

test.each([
  ["classifier", classifier],
  ["generator", generator],
])("the benchmark of the embedded %s is of that very graph", (name, model) => {
  const { measured } = parseBenchmarkReportText(read(join(reportsOf(model, name), "benchmark_report.json")));
  expect(measured.model.sha256).toBe(graphOf(model).sha256);
});

test("what 8 bits cost the generator is measured as the generator is: its distance before is that of its evaluation", () => {
  const folder = reportsOf(generator, "generator");
  const text = read(join(folder, "quantization_report.json"));
  const { kid, kid_delta, gate, measured } = parseQuantizationReportText(text);
  const evaluation = parseEvaluationReportText(read(join(folder, "evaluation_report.json"))) as GeneratorReport;
  expect(kid?.original.value).toBeCloseTo(evaluation.kid!.mean, 6);
  expect(kid?.original.interval.high).toBeCloseTo(evaluation.intervals.kid.high, 6);
  expect(kid).toMatchObject({ extractor: evaluation.extractor, reference: evaluation.measured.data, broken: [] });
  expect([kid?.original.n, kid?.quantized.n]).toEqual([1200, 1200]);
  expect(gate).toMatchObject({ metric: "kid_delta", loss: kid_delta, passed: true, forced: false });
  expect(measured?.command).toMatch(/^tiny-cats quantize packages\/models\/generator .*--reference pets /);
  expect(text).not.toMatch(/"[^"]*(?:\/(?:home|root|tmp|work|Users)\/|[A-Z]:\\\\)/);
});

test("that of the classifier is of pictures its training did not see, that of the generator says that it saw them", () => {
  const seen = (
    [
      ["classifier", classifier],
      ["generator", generator],
    ] as const
  ).map(([name, model]) => {
    const { measured } = parseEvaluationReportText(read(join(reportsOf(model, name), "evaluation_report.json")));
    return measured.data?.seen_in_training;
  });
  expect(seen).toEqual([false, true]);
});

test("the sheet is the one of the generator's report, and the extractor the embedded classifier", () => {
  const folder = reportsOf(generator, "generator");
  const report = parseEvaluationReportText(read(join(folder, "evaluation_report.json"))) as GeneratorReport;
  const sheet = createHash("sha256")
    .update(readFileSync(join(folder, "sample_grid.png")))
    .digest("hex");
  expect(report.samples.sha256).toBe(sheet);
  expect(report.extractor?.sha256).toBe(graphOf(classifier).sha256);
  expect(report.measured.n).toBe(1200);
  expect(report.not_measured).toHaveProperty("fid");
});
