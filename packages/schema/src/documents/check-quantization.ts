import { checkInterval } from "../shapes/check-interval.ts";
import type { Problem } from "../shapes/cross-check.ts";
import { checkReasons } from "../shapes/not-measured.ts";
import type { QuantizationReport } from "./quantization-report.ts";

const METRICS = [
  "measured",
  "calibration",
  "accuracy_validation",
  "accuracy",
  "drawings",
  "kid_delta",
  "latency",
  "gate",
];

/** What in a quantization report is silent or contradicts itself. */
export function checkQuantization(report: QuantizationReport): Problem[] {
  // What `measured` says of its own nulls is not this report's to explain.
  const problems = checkReasons({ ...report, measured: report.measured && true } as never, METRICS);
  const { original_size, quantized_size, measured, accuracy_validation: validation, gate } = report;
  const saved = 100 * (1 - quantized_size / original_size);
  if (Math.abs(saved - report.reduction_percent) > 0.01)
    problems.push({ path: ["reduction_percent"], message: `must be ${saved.toFixed(2)}, as the sizes say` });
  if (measured && measured.model.sha256 !== report.output_sha256)
    problems.push({ path: ["output_sha256"], message: "must be that of the model that was measured" });
  if (validation) {
    const { predictions_matched: matched, total_samples: total, prediction_match_rate: rate } = validation;
    if (measured && measured.n !== total)
      problems.push({
        path: ["accuracy_validation", "total_samples"],
        message: `must be ${measured.n}, as measured.n`,
      });
    const expected = matched === null ? null : matched / total;
    const same = expected === null || rate === null ? expected === rate : Math.abs(expected - rate) < 1e-9;
    if (!same)
      problems.push({
        path: ["accuracy_validation", "prediction_match_rate"],
        message: `must be ${expected}, as the counts say`,
      });
  }
  for (const key of ["all", "breeds"] as const) {
    const own = report.accuracy?.[key];
    if (own && Math.abs(own.quantized - own.original - own.delta) > 1e-9)
      problems.push({ path: ["accuracy", key, "delta"], message: "must be quantized less original" });
  }
  const { kid, kid_delta: delta } = report;
  for (const key of ["original", "quantized"] as const)
    if (kid) problems.push(...checkInterval(kid[key].interval, ["kid", key, "interval"]));
  const wanted = kid ? kid.quantized.value - kid.original.value : null;
  if (wanted === null || delta === null ? wanted !== delta : Math.abs(wanted - delta) > 1e-9)
    problems.push({ path: ["kid_delta"], message: `must be ${wanted}, as kid says` });
  if (gate && gate.passed !== gate.loss <= gate.max_loss)
    problems.push({ path: ["gate", "passed"], message: "must say whether loss is within max_loss" });
  return problems;
}
