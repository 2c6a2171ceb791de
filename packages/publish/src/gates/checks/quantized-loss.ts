import type { QuantizationReport } from "@tiny-cats/schema";
import { isThere } from "../folder/file-of.ts";
import type { ModelGate } from "../gate.ts";
import type { Thresholds } from "../thresholds.ts";
import { failed, notMeasured, passed } from "../verdicts.ts";

/** A quantized graph answers nearly as the original does, by the report on it where there is one. */
export const quantizedLoss: ModelGate = {
  name: "quantized-loss",
  needs: "reports",
  kinds: ["classifier", "generator", "language"],
  async run(model, { published, thresholds }) {
    const there: string[] = [];
    for (const file of model.quantized) if (await isThere(model, file)) there.push(file.sha256);
    if (there.length === 0) return undefined;
    const reports = published.reports.quantizations.filter(({ report }) => there.includes(report.output_sha256));
    if (reports.length === 0)
      return passed("no report tells what the quantized graph has lost", {
        warnings: ["what the quantized graph has lost was not measured"],
      });
    const judged = reports.flatMap(({ path, report }) => lossOf(report, thresholds).map((loss) => ({ path, ...loss })));
    const worst = judged.find(({ ok }) => !ok) ?? judged[0];
    if (!worst)
      return notMeasured(`${reports[0].path} measured neither accuracy nor drawings`, {
        remedy:
          "quantize again with pictures to measure on: tiny-cats quantize <folder> --calibrate <image set> --out onnx/model_quantized.onnx --report reports/quantization_report.json",
      });
    const { ok, value, threshold, what, path } = worst;
    if (ok) return passed(`${what}, ${threshold} allowed (${path})`, { value, threshold });
    return failed(`${what}, more than the ${threshold} allowed (${path})`, {
      value,
      threshold,
      remedy:
        "quantize statically with real pictures, leave sensitive nodes as they are (tiny-cats quantize --help), or leave the quantized graph out",
    });
  },
};

/** What a report says was lost, by its own limit where it set one. */
function lossOf({ gate, accuracy, drawings }: QuantizationReport, thresholds: Thresholds) {
  if (gate) {
    const { metric, loss, max_loss } = gate;
    return [{ ok: loss <= max_loss, value: loss, threshold: max_loss, what: `${metric} lost ${loss.toPrecision(2)}` }];
  }
  const measured = accuracy?.breeds ?? accuracy?.all;
  if (measured) {
    const threshold = thresholds.max_quantized_loss;
    const value = Math.max(0, -measured.delta);
    return [{ ok: value <= threshold, value, threshold, what: `accuracy lost ${value.toPrecision(2)}` }];
  }
  if (!drawings) return [];
  const threshold = thresholds.max_quantized_difference;
  const value = drawings.mean_difference;
  return [{ ok: value <= threshold, value, threshold, what: `drawings differ by ${value.toPrecision(2)} of 255` }];
}
