import { formatMs } from "../report/format-ms.ts";
import { markdownTable } from "../report/markdown-table.ts";
import { markdownText as text } from "../report/markdown-text.ts";
import { changesOf } from "./changes-of.ts";
import type { Comparison } from "./compare-benchmarks.ts";
import { formatChange } from "./format-change.ts";
import { verdictSentence } from "./verdict-sentence.ts";

/** A comparison as Markdown: the verdict with its bands of noise, and a table of every change. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { a, b, p50, accepted } = comparison;
  const rows = changesOf(comparison).map(([name, { a, b, change }]) => [
    name,
    formatMs(a),
    formatMs(b),
    formatChange(change),
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
