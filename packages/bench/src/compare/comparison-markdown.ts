import { formatMs } from "../report/format-ms.ts";
import { markdownTable } from "../report/markdown-table.ts";
import { markdownText as text } from "../report/markdown-text.ts";
import type { Change, Comparison } from "./compare-benchmarks.ts";

/** A comparison as Markdown: the verdict with its bands of noise, and a table of every change. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { a, b, p50, accepted } = comparison;
  const rows = changesOf(comparison).map(([name, { a, b, change }]) => [
    name,
    formatMs(a),
    formatMs(b),
    percent(change),
  ]);
  const bands = [p50.noise.a, p50.noise.b].map(
    ({ low_ms, high_ms }) => `${formatMs(low_ms)} to ${formatMs(high_ms)} ms`,
  );
  return `${[
    `# ${text(b.name)} against ${text(a.name)}`,
    `${verdictSentence(comparison)} The medians lie within ${bands[0]} and ${bands[1]}.`,
    markdownTable(["", "a", "b", "change"], rows),
    [
      `- a: ${text(a.file)}, sha256 ${a.sha256}, n = ${a.n}`,
      `- b: ${text(b.file)}, sha256 ${b.sha256}, n = ${b.n}`,
      ...accepted.map((d) => `- they differ in ${d.condition}: ${text(d.a)}; ${text(d.b)}`),
    ].join("\n"),
  ].join("\n\n")}\n`;
}

/** The verdict of a comparison, as a sentence. */
export function verdictSentence({ verdict, p50 }: Comparison): string {
  if (verdict === "within-noise") return `No difference beyond the noise (${percent(p50.change)} of the median).`;
  return `b is ${verdict}: ${percent(p50.change)} of the median.`;
}

/** Every change of a comparison, with what it is of. */
export function changesOf(comparison: Comparison): [name: string, change: Change][] {
  const { latency_ms, throughput, load_ms, first_call_ms, peak_memory_mb, total_size_mb } = comparison;
  const all: [string, Change | null][] = [
    ...Object.entries(latency_ms).map(([key, change]): [string, Change] => [`${key} ms`, change]),
    ...Object.entries(throughput).map(([batch, change]): [string, Change] => [`images/s, batch ${batch}`, change]),
    ["load ms", load_ms],
    ["first call ms", first_call_ms],
    ["peak memory MB", peak_memory_mb],
    ["model MB", total_size_mb],
  ];
  return all.filter((entry): entry is [string, Change] => entry[1] !== null);
}

function percent(change: number | null): string {
  return change === null ? "" : `${change > 0 ? "+" : ""}${(change * 100).toFixed(1)} %`;
}
