import { type EvaluationReport, parseEvaluationReport } from "@tiny-cats/schema";
import { expect, test } from "vitest";
import { createPrinter } from "../../output/printer.ts";
import { exampleReport } from "../../testing/example-report.ts";
import { fakeIo } from "../../testing/fake-io.ts";
import { printEvaluation } from "./print-evaluation.ts";

function printed(...parts: { report: EvaluationReport; name?: string }[]): string[] {
  const io = fakeIo();
  printEvaluation(createPrinter(io), ...parts);
  return io.stdout.text().split("\n").slice(0, -1);
}

const { measured, metadata } = exampleReport();

/** A generator's report with a KID, or none. */
function drawings(kid: number | null, more: object = {}): EvaluationReport {
  return parseEvaluationReport({
    schema: "tiny-cats/evaluation-report",
    version: 1,
    task: "class-conditional-image-generation",
    measured,
    metadata,
    ...{ fid: null, inception_score: null, precision: 0.5, recall: 0.25, frechet_distance: null, class_score: null },
    kid: kid === null ? null : { mean: kid, std: 0.01 },
    density: 1,
    coverage: 1,
    extractor: { name: "classifier", sha256: "c".repeat(64) },
    intervals: { precision: { level: 0.95, low: 0.4, high: 0.6 } },
    not_measured: {
      ...{ fid: "no Inception", inception_score: "no Inception", frechet_distance: "too few" },
      ...{ class_score: "too few", ...(kid === null && { kid: "too few" }) },
    },
    ...more,
  });
}

test("several reports stand side by side; what only one says is told by its name, what all say once", () => {
  const broken = [{ file: "a\nb.png", label: "Bengal", code: "x", message: "torn" }];
  const raw = drawings(0.25, { remarks: ["few", "raw alone"], broken });
  const ema = drawings(null, { remarks: ["few"], broken, agreement_of_reference: { value: 0.75 } });
  expect(printed({ report: raw, name: "raw" }, { report: ema, name: "ema" })).toEqual([
    "model.onnx, raw: 4 drawings against 4 heads of val of pets",
    "model.onnx, ema: 4 drawings against 4 heads of val of pets",
    "  METRIC     RAW               EMA",
    "  KID        0.25              -",
    "  precision  0.5 (0.4 to 0.6)  0.5 (0.4 to 0.6)",
    "  recall     0.25              0.25",
    "  density    1                 1",
    "  coverage   1                 1",
    "  no FID: no Inception",
    "  no Inception Score: no Inception",
    "  no Frechet distance: too few",
    "  no class score: too few",
    "  ema: no KID: too few",
    "  ema: the breed is seen in 0.75 of the real heads",
    "  few",
    "  raw: raw alone",
    "  not measured: a\u{fffd}b.png: torn",
  ]);
});

test("a classifier's report has its classes; one that says on no data still says how many", () => {
  const report = structuredClone(exampleReport());
  const bengal = { label: "Bengal", precision: null, recall: 0.5, f1: 1 / 3, support: 4 };
  Object.assign(report.classification!, { per_class: [bengal] });
  report.measured.n = 1;
  report.measured.data = null;
  expect(printed({ report })).toEqual([
    "model.onnx: 1 picture",
    "  METRIC    VALUE",
    "  accuracy  0.5 (0.45 to 0.55)",
    "  no balanced accuracy: an example",
    "  no cat or not, accuracy: an example",
    "  no cats taken for cats: an example",
    "  no others taken for others: an example",
    "  no expected calibration error: an example",
    "  CLASS   PICTURES  PRECISION  RECALL  F1",
    "  Bengal  4         -          0.5     0.3333",
  ]);
});
