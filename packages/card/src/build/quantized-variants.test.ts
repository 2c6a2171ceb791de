import { parseQuantizationReport, type QuantizationReport } from "@tiny-cats/schema";
import { expect, test } from "vitest";
import { classifierInput, pairInput, quantizationReport } from "../testing/inputs.ts";
import { buildModelCard } from "./build-model-card.ts";
import type { ModelCardInput } from "./model-card-input.ts";

const small = { path: "onnx/model_quantized.onnx", bytes: 1000, sha256: "4".repeat(64) };

/** The input with that variant of its first or last model beside it. */
function withVariant(input: ModelCardInput, at: number): ModelCardInput {
  const { folder, manifest } = input.parts[at];
  const parts = input.parts.map((part, i) =>
    i === at
      ? {
          ...part,
          manifest: { ...manifest, files: [...manifest.files, { ...small, role: "model" as const }] } as never,
        }
      : part,
  );
  return {
    ...input,
    parts,
    files: [...input.files, { ...small, path: folder ? `${folder}/${small.path}` : small.path }],
  };
}

function build(input: ModelCardInput, report: QuantizationReport) {
  const quantizations = [{ path: "reports/q.json", report: parseQuantizationReport(report) }];
  const { sections, omitted, text } = buildModelCard({ ...input, quantizations });
  return { text: sections.find(({ id }) => id === "quantization")?.markdown, omitted, card: text };
}

test("a classifier's variant beside its original: size, accuracy, answers, latency, source", () => {
  const { text, omitted } = build(withVariant(classifierInput, 0), quantizationReport("4", "a"));
  expect(omitted).toEqual([]);
  const at = "`onnx/model_quantized.onnx` is `onnx/model.onnx` quantized (static, int8, uint8). 1 nodes were left";
  expect(text).toContain(at.replace("1 nodes were", "1 node was"));
  for (const row of [
    "| size | 1,000 B | 1,000 B | -75.00 % |",
    "| accuracy, split val, n = 200 | 92.00 % | 92.50 % | +0.50 points |",
    "| accuracy of breeds, split val, n = 160 | 90.00 % | 88.75 % | -1.25 points |",
    "| same answers |   | 98.00 % of 200 |   |",
    "| relative error of the outputs |   |   | 4.36 % |",
    "| p50 ms, onnxruntime-node 1.30.0 (cpu), threads 2, batch 1, n = 30 | 2.96 | 2.06 | -0.897 |",
  ]) {
    expect(text).toContain(row);
  }
  expect(text).toContain("Source: [reports/q.json](reports/q.json): Oxford-IIIT Pet, split val");
});

test("a generator's: drawings and kernel distance, or why there is none, and keys that came later", () => {
  const report: QuantizationReport = {
    ...quantizationReport("4", "1"),
    accuracy: null,
    drawings: { n: 12, mean_difference: 1.0996, max_difference: 8 },
    kid_delta: 0.0012,
    not_measured: { accuracy: "it classifies nothing", calibration: "none", gate: "none" },
  };
  const of = (value: number) => ({ value, interval: { level: 0.95, low: value - 0.01, high: value + 0.01 }, n: 1200 });
  const kid = {
    original: of(0.28),
    quantized: of(0.2812),
    reference: { name: "Oxford-IIIT Pet", split: "all", n: 1181, seen_in_training: true },
    extractor: { name: "onnx/model.onnx", sha256: "e".repeat(64) },
    seed: 0,
    sampler: {
      solver: "heun",
      steps: 20,
      times: { kind: "uniform" },
      guidance: { scale: 2, interval: [0.1, 0.9], rescale: 0 },
    },
  };
  const { text } = build(withVariant(pairInput, 1), { ...report, kid, came_later: 1 } as never);
  expect(text).toContain(
    "| kernel distance (KID), n = 1,200 against 1,181 of Oxford-IIIT Pet, split all, seen in training | 0.28 (95 % interval 0.27 to 0.29) | 0.2812 (95 % interval 0.2712 to 0.2912) | +0.0012 |",
  );
  expect(text).toContain("### tinydit-64");
  expect(text).toContain("| pixels of the same drawings |   |   | 1.1 of 255 on average, 8 at most, n = 12 |");
  expect(text).not.toContain("accuracy");
  const without = { ...report, kid_delta: null, latency: null, measured: null, accuracy_validation: null };
  const reasons = {
    kid_delta: "no photos",
    latency: "not asked for",
    measured: "no",
    accuracy_validation: "no inputs",
  };
  const bare = build(withVariant(pairInput, 1), { ...without, not_measured: { ...report.not_measured, ...reasons } });
  expect(bare.text).toContain("| kernel distance (KID) |   |   | not measured: no photos |");
  expect(bare.text).toContain("| p50 ms |   |   | not measured: not asked for |");
  expect(bare.text).toContain("Source: [reports/q.json](reports/q.json), of 2026-11-22.");
});

test.each([
  ["the variant is no file here", "9", "a", "is of a variant with sha256 999"],
  ["its original is none", "4", "9", "is of a variant of a model with sha256 999"],
  ["both are none", "9", "8", "is of a variant with sha256 999"],
  ["its original is no graph and no weights", "4", "c", "is of a variant of a model with sha256 ccc"],
])("nothing enters where %s", (_, made, source, message) => {
  const { text, omitted, card } = build(withVariant(classifierInput, 0), quantizationReport(made, source));
  expect(text).toBeUndefined();
  expect(omitted).toMatchObject([{ code: "report-of-another-model", path: "reports/q.json" }]);
  expect(omitted[0].message).toContain(message);
  for (const number of ["88.75", "2.06"]) expect(card).not.toContain(number);
});

test("a variant of one model is none of another's", () => {
  const { omitted } = build(withVariant(pairInput, 1), quantizationReport("4", "a"));
  expect(omitted).toMatchObject([{ code: "report-of-another-model" }]);
});

test("accuracy on data that was trained on does not enter, and neither does one on data without a name", () => {
  const trained = build(withVariant(classifierInput, 0), quantizationReport("4", "a", "train"));
  expect([trained.text, trained.omitted]).toMatchObject([undefined, [{ code: "report-on-training-data" }]]);
  const report = quantizationReport("4", "a");
  const unnamed = { ...report, measured: report.measured && { ...report.measured, data: null } };
  expect(build(withVariant(classifierInput, 0), unnamed).omitted).toMatchObject([{ code: "report-on-training-data" }]);
});
