import type { DataReport } from "@tiny-cats/schema";
import { SPLIT_NAMES } from "./count-labels.ts";

/** Rows that a list shows before it says how many there are more. */
const SHOWN = 100;

type Cell = string | number;

/** A data report as Markdown (GitHub's tables), for people; the report itself is what programs read. */
export function dataReportMarkdown(report: DataReport): string {
  const { measured, labels, splits, sizes, near_duplicates: near } = report;
  const names = SPLIT_NAMES.filter((name) => Object.hasOwn(splits, name));
  const parts = [
    `# Data report: ${escapeText(report.name)}`,
    `${report.pictures} pictures, ${labels.length} classes, ${measured.date}. SHA-256 of the list of names, labels, splits and files: \`${measured.data?.sha256}\`.`,
    section("Problems", ["level", "kind", "what"], rowsOf(report.problems, ["level", "kind", "message"])),
    section(
      "Classes",
      ["class", "pictures", ...names],
      labels.map(({ label, n, splits: counts }) => [label, n, ...names.map((name) => counts[name] ?? 0)]),
    ),
    section(
      "Splits",
      ["split", "pictures", "SHA-256"],
      names.map((name) => [name, splits[name].n, splits[name].sha256]),
    ),
    sizes
      ? section(
          "Sizes",
          ["of readable pictures", "min", "5 %", "25 %", "50 %", "75 %", "95 %", "max"],
          Object.entries(sizes).map(([name, q]) => [
            name,
            ...[q.min, q.p5, q.p25, q.p50, q.p75, q.p95, q.max].map((value) => Number(value.toFixed(2))),
          ]),
        )
      : `## Sizes\n\nNot measured: ${escapeText(report.not_measured.sizes)}.`,
    section(
      "Broken pictures",
      ["file", "class", "code", "why"],
      rowsOf(report.broken, ["file", "label", "code", "message"]),
    ),
    section(
      "Other than the index says",
      ["file", "what", "index", "file has"],
      rowsOf(report.mismatches, ["file", "field", "expected", "found"]),
    ),
    section(
      "Files of the same bytes",
      ["files", "across splits"],
      report.exact_duplicates.map(({ files, leak }) => [files.map(placed).join(", "), leak ? "yes" : "no"]),
    ),
    near
      ? `${section(
          "Pictures that look the same",
          ["one", "other", "bits", "across splits"],
          near.pairs.map(({ files: [a, b], distance, leak }) => [placed(a), placed(b), distance, leak ? "yes" : "no"]),
        )}\n\n${near.compared} pictures compared, up to ${near.threshold} bits of 64. ${escapeText(near.method)}.`
      : `## Pictures that look the same\n\nNot measured: ${escapeText(report.not_measured.near_duplicates)}.`,
    section(
      "Files that are no pictures of a class",
      ["file"],
      report.ignored.map((file) => [file]),
    ),
    `## How it was measured\n\n\`\`\`\n${measured.command.replaceAll("```", "'''")}\n\`\`\`\n\n${escapeText(provenance(report))}`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function provenance({ measured: { by, hardware, versions } }: DataReport): string {
  const { cpu, cores, memory_bytes, os } = hardware;
  const memory = memory_bytes === null ? "" : `, ${Math.round(memory_bytes / 1e9)} GB`;
  const used = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `By ${by} on ${cpu ?? "a processor without a name"} (${cores ?? "unknown"} threads${memory}), ${os}; ${used.join(", ")}.`;
}

const placed = ({ file, split }: { file: string; split: string | null }) => (split ? `${file} (${split})` : file);

function rowsOf<K extends string>(items: readonly Readonly<Record<K, Cell>>[], keys: readonly K[]): Cell[][] {
  return items.map((item) => keys.map((key) => item[key]));
}

function section(title: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return `## ${title}\n\nNone.`;
  const lines = [
    head,
    head.map(() => "---"),
    ...rows.slice(0, SHOWN).map((row) => row.map((cell) => escapeText(String(cell)))),
  ];
  const more = rows.length > SHOWN ? `\n\nAnd ${rows.length - SHOWN} more.` : "";
  return `## ${title}\n\n${lines.map((line) => `| ${line.join(" | ")} |`).join("\n")}${more}`;
}

/** Names come from strangers: none may end a cell, begin a tag, a link or a line. */
function escapeText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out.
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ").replace(/[\\`*<>[\]|&!]/g, "\\$&");
}
