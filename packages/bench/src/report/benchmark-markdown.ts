import type { BenchmarkReport } from "@tiny-cats/schema";
import { formatMs } from "./format-ms.ts";
import { markdownTable } from "./markdown-table.ts";
import { markdownText as text } from "./markdown-text.ts";

const COLUMNS = ["p50", "p90", "p95", "p99", "mean", "std", "min", "max"] as const;

/** A benchmark report as Markdown: what was measured on what, latencies, stages, throughput, memory. */
export function benchmarkMarkdown(report: BenchmarkReport): string {
  const { measured, model_info, latency_ms, noise, stages_ms = {}, throughput_images_per_sec, memory } = report;
  const { hardware } = measured;
  const latencies = [["a call", latency_ms], ...Object.entries(stages_ms)] as [string, typeof latency_ms][];
  const facts = [
    `model \`${text(measured.model.file).replaceAll("\\", "")}\`, sha256 ${measured.model.sha256}`,
    `${hardware.cpu === null ? "a processor that was not told" : text(hardware.cpu)}, ${hardware.cores ?? "unknown"} cores, ${
      hardware.memory_bytes === null ? "unknown memory" : `${Math.round(hardware.memory_bytes / 1e9)} GB`
    }, ${text(hardware.os)}`,
    Object.entries(measured.versions)
      .map(([name, version]) => `${text(name)} ${text(version)}`)
      .join(", "),
    `provider ${text(report.provider)}, ${report.threads ?? "unknown"} threads, ${report.kind ?? "graph"}, batch ${report.batch_size ?? "unknown"}, n = ${measured.n}`,
    `\`${text(measured.command).replaceAll("\\", "")}\`, ${text(report.timestamp)}, ${text(measured.by)}`,
  ];
  const apart = [
    `Loading ${ms(report.load_ms)}, first call ${ms(report.first_call_ms)}.`,
    ...(noise ? [`Median within ${ms(noise.low_ms)} to ${ms(noise.high_ms)}.`] : []),
    ...(memory
      ? [`Peak memory ${megabytes(memory.peak_memory_mb)}, of the session ${megabytes(memory.session_memory_mb)}.`]
      : []),
  ];
  const reasons = Object.entries(report.not_measured).map(
    ([key, reason]) => `- not measured: ${text(key)}: ${text(reason)}`,
  );
  const rates = Object.entries(throughput_images_per_sec ?? {});
  return `${[
    `# Benchmark of ${text(model_info.name)}`,
    facts.map((fact) => `- ${fact}`).join("\n"),
    markdownTable(
      ["ms", ...COLUMNS],
      latencies.map(([name, summary]) => [text(name), ...COLUMNS.map((key) => formatMs(summary[key]))]),
    ),
    apart.join(" "),
    ...(rates.length > 0
      ? [
          markdownTable(
            ["batch", "images/s"],
            rates.map(([batch, rate]) => [batch, rate === null ? "not measured" : rate.toFixed(1)]),
          ),
        ]
      : []),
    ...(reasons.length > 0 ? [reasons.join("\n")] : []),
    ...(report.warnings?.map((warning) => `> ${text(warning)}`) ?? []),
  ].join("\n\n")}\n`;
}

function ms(value: number | null): string {
  return value === null ? "not measured" : `${formatMs(value)} ms`;
}

function megabytes(value: number | null | undefined): string {
  return typeof value === "number" ? `${value.toFixed(1)} MB` : "not measured";
}
