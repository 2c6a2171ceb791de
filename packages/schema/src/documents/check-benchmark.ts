import type { Problem } from "../shapes/cross-check.ts";
import { checkReasons } from "../shapes/not-measured.ts";
import type { BenchmarkReport } from "./benchmark-report.ts";

const METRICS = ["threads", "load_ms", "first_call_ms", "throughput_images_per_sec", "memory"];
const ASCENDING = ["min", "p50", "p90", "p95", "p99", "max"] as const;

/** What in a benchmark report is silent or contradicts itself. */
export function checkBenchmark(report: BenchmarkReport): Problem[] {
  const { latency_ms, samples_ms, measured, model_info, noise } = report;
  const problems = checkReasons(report, METRICS);
  ASCENDING.forEach((key, i) => {
    const before = ASCENDING[i - 1];
    if (before && latency_ms[before] > latency_ms[key])
      problems.push({ path: ["latency_ms", key], message: `must not be below ${before}, ${latency_ms[before]}` });
  });
  if (latency_ms.mean < latency_ms.min || latency_ms.mean > latency_ms.max)
    problems.push({ path: ["latency_ms", "mean"], message: "must lie between min and max" });
  if (samples_ms.length !== measured.n)
    problems.push({
      path: ["samples_ms"],
      message: `must list all ${measured.n} that measured.n speaks of, not ${samples_ms.length}`,
    });
  if ((model_info.checkpoint === undefined) === (model_info.onnx_file === undefined))
    problems.push({ path: ["model_info"], message: "must name either a checkpoint or an onnx_file" });
  if (noise && !(noise.low_ms <= latency_ms.p50 && latency_ms.p50 <= noise.high_ms))
    problems.push({ path: ["noise"], message: `must hold latency_ms.p50, ${latency_ms.p50}` });
  return problems;
}
