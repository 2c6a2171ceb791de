import { formatMs, histogram } from "@tiny-cats/bench";
import type { BenchmarkReport } from "@tiny-cats/schema";
import { shortHash } from "../../models/short-hash.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import { shareBar } from "../../output/share-bar.ts";
import { table } from "../../output/table.ts";

const COLUMNS = ["p50", "p90", "p95", "p99", "mean", "std", "min", "max"] as const;
const WIDEST_BAR = 40;

/** A benchmark report for people: latencies with their histogram, what was loaded, batches, memory. */
export function printBenchmark(out: Printer, report: BenchmarkReport): void {
  const { bold, dim } = out.style;
  const { measured, model_info, latency_ms, stages_ms = {}, noise, samples_ms } = report;
  const { cpu, cores, os } = measured.hardware;
  out.line(`${bold(printable(model_info.name))} ${dim(`sha256 ${shortHash(measured.model.sha256)}`)}`);
  out.line(
    `  ${report.kind} on ${printable(report.provider)}, ${report.threads ?? "unknown"} threads, batch ${report.batch_size}, ${measured.n} calls`,
  );
  out.line(`  ${printable(cpu ?? "unknown processor")}, ${cores ?? "unknown"} cores, ${printable(os)}`);
  out.line();
  const rows = [["a call", latency_ms] as const, ...Object.entries(stages_ms)];
  const [head, ...lines] = table([
    ["ms", ...COLUMNS],
    ...rows.map(([name, summary]) => [printable(name), ...COLUMNS.map((key) => formatMs(summary[key]))]),
  ]);
  out.line(`  ${dim(head)}`);
  for (const line of lines) out.line(`  ${line}`);
  if (noise) out.line(`  median within ${formatMs(noise.low_ms)} to ${formatMs(noise.high_ms)} ms`);
  out.line();
  for (const line of bars(samples_ms, Math.min(WIDEST_BAR, out.columns - 30))) out.line(`  ${line}`);
  out.line();
  for (const line of table(facts(report))) out.line(`  ${line}`);
}

function bars(samples: readonly number[], width: number): string[] {
  const bins = histogram(samples);
  const most = Math.max(...bins.map(({ count }) => count));
  return table(
    bins.map(({ from, to, count }) => [
      `${formatMs(from)} to ${formatMs(to)}`,
      `${shareBar(count / most, Math.max(1, width))} ${count}`.trim(),
    ]),
  );
}

function facts({ load_ms, first_call_ms, memory, throughput_images_per_sec, not_measured }: BenchmarkReport) {
  const ms = (value: number | null) => (value === null ? "not measured" : `${formatMs(value)} ms`);
  const mb = (value: number | null | undefined) => (value == null ? "not measured" : `${value.toFixed(1)} MB`);
  const rates = Object.entries(throughput_images_per_sec ?? {}).map(([batch, rate]): [string, string] => [
    `batch ${batch}`,
    rate === null
      ? printable(not_measured[`throughput_images_per_sec.${batch}`] ?? "not measured")
      : `${rate.toFixed(1)} images/s`,
  ]);
  return [
    ["loading", ms(load_ms)],
    ["first call", ms(first_call_ms)],
    ...rates,
    ["peak memory", mb(memory?.peak_memory_mb)],
    ["of the session", mb(memory?.session_memory_mb)],
  ];
}
