import { CONDITIONS, compareBenchmarks, verdictSentence } from "@tiny-cats/bench";
import type { BenchmarkReport } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";

/** A report with what it comes to. */
export interface BenchmarkRow {
  report: BenchmarkReport;
  /** What was measured, and on what. */
  name: string;
  isImported: boolean;
  /** Against the first report of its kind, which has none. */
  verdict: string | undefined;
}

/** Reports in rows, each held to the first of its kind; what may differ is the very thing compared. */
export function benchmarkRows(reports: readonly { report: BenchmarkReport; isImported: boolean }[]): BenchmarkRow[] {
  return reports.map(({ report, isImported }, i) => {
    const first = reports.find(({ report: other }) => other.kind === report.kind);
    const isFirst = first === reports[i];
    return {
      report,
      isImported,
      name: nameOf(report),
      verdict: isFirst ? undefined : verdictOf(first!.report, report),
    };
  });
}

function nameOf({ model_info, provider, threads }: BenchmarkReport): string {
  const told = provider ?? model_info.device;
  const on = { wasm: "WebAssembly", webgpu: "WebGPU", cpu: "native" }[told] ?? told;
  const many = threads ? `, ${threads} ${threads === 1 ? "thread" : "threads"}` : "";
  return `${model_info.name}, ${on}${many}`;
}

function verdictOf(a: BenchmarkReport, b: BenchmarkReport): string {
  try {
    const comparison = compareBenchmarks(a, b, { accept: CONDITIONS.filter((condition) => condition !== "kind") });
    return verdictSentence(comparison).replace(/^b is /, "This is ");
  } catch (error) {
    if (isTinyCatsError(error)) return error.message;
    throw error;
  }
}
