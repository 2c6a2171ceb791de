import type { BenchmarkReport } from "@tiny-cats/schema";
import { LAYOUT } from "../../layout.ts";
import { matching, withoutReport } from "../folder/matching.ts";
import type { ModelGate } from "../gate.ts";
import { failed, notMeasured, passed } from "../verdicts.ts";

const REMEDY = "measure it: tiny-cats bench <folder> --out benchmarks/benchmark_report.json";

/** An answer or a drawing takes a processor no longer than people wait. The slowest of several reports counts. */
export const cpuP95: ModelGate = {
  name: "cpu-p95",
  needs: "reports",
  kinds: ["classifier", "generator"],
  async run(model, { published, thresholds }) {
    const threshold = thresholds.max_cpu_p95_ms;
    const rest = { threshold, remedy: REMEDY, places: [LAYOUT.benchmark, LAYOUT.classificationBenchmark] };
    const found = matching(published.reports.benchmarks, model, published);
    if (found.own.length === 0) return withoutReport(found, "the time of a call on a processor", rest);
    const fit = found.own.filter(({ report }) => isOneCall(report, model.kind === "generator"));
    const [slowest] = fit.sort((a, b) => b.report.latency_ms.p95 - a.report.latency_ms.p95);
    if (!slowest)
      return notMeasured(
        `${found.own[0].path} is not of ${model.kind === "generator" ? "whole drawings" : "calls"}, one at a time, on a processor`,
        rest,
      );
    const { path, report } = slowest;
    const value = report.latency_ms.p95;
    const told = `${value.toFixed(1)} ms on ${report.measured.hardware.cpu ?? "a processor that is not named"} (${path})`;
    if (value < threshold) return passed(told, { value, threshold });
    return failed(`${told} is not below ${threshold}`, {
      value,
      threshold,
      remedy: "publish a smaller model, recommend fewer steps, or measure on a machine that does nothing else",
    });
  },
};

/** Whether a report is of single calls on a processor; a run of a generator's graph is no drawing. */
function isOneCall({ model_info, batch_size, kind }: BenchmarkReport, drawing: boolean): boolean {
  return model_info.device === "cpu" && (batch_size ?? 1) === 1 && (!drawing || kind === "generator");
}
