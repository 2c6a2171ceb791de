import type { PublishReport } from "@tiny-cats/schema";
import type { GateReport } from "../gates/report-of.ts";
import type { PublicationReport } from "./make-report.ts";

/** A publication's report for people, and for a workflow's summary. Every number in it stands in the report. */
export function reportMarkdown(report: PublishReport | PublicationReport): string {
  const { repo_id, url, commit, tag, files, files_uploaded: sent, missing, timestamp } = report;
  const gates = "gates" in report ? report.gates : undefined;
  const speed = report.mean_mb_per_s;
  const rows: [string, string][] = [
    ["repository", `[${repo_id}](${url})`],
    ["commit", code(commit)],
    ["tag", tag === undefined ? "none" : code(tag)],
    ["time", timestamp],
    [
      "files",
      `${files.length}, ${megabytes(total(files))} MB; ${sent.length} of them sent, ${megabytes(report.bytes)} MB`,
    ],
    [
      "speed",
      speed === null
        ? `not measured: ${report.not_measured.mean_mb_per_s}`
        : `${speed.toFixed(1)} MB/s, at its fastest ${report.peak_mb_per_s?.toFixed(1)} MB/s`,
    ],
    ["requests repeated", String(report.retries)],
    ...(gates ? [["gates", `${gates.passed_checks} of ${gates.total_checks} passed`] as [string, string]] : []),
  ];
  return [
    `# Published ${repo_id}`,
    "",
    "| | |",
    "|---|---|",
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    ...(gates ? section("Gates", ["gate", "model", "result", "value", "threshold"], gates.results.map(gateRow)) : []),
    ...(missing.length > 0
      ? section(
          "Missing",
          ["what", "allowed because"],
          missing.map(({ path, allowed_because }) => [cell(path), cell(allowed_because)]),
        )
      : []),
    ...section(
      "Files",
      ["path", "bytes", "sha256"],
      files.map(({ path, bytes, sha256 }) => [code(path), String(bytes), code(sha256)]),
    ),
    "",
  ].join("\n");
}

function gateRow({
  name,
  model,
  passed,
  value,
  threshold,
  allowed_because: allowed,
}: GateReport["results"][number]): string[] {
  const result = passed ? "passed" : allowed === undefined ? "failed" : cell(`not measured: ${allowed}`);
  return [name, model ?? "", result, number(value), number(threshold)];
}

/** In four digits. */
function number(value: number | string | null): string {
  return typeof value === "number" ? String(Number(value.toPrecision(4))) : cell(value ?? "");
}

function section(title: string, head: string[], rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return ["", `## ${title}`, "", line(head), line(head.map(() => "---")), ...rows.map(line)];
}

function total(files: readonly { bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
const cell = (text: string) => text.replaceAll(/[\\|`<>[\]]/g, "\\$&").replaceAll(/\s+/g, " ");
const code = (text: string) => `\`${text.replaceAll("`", "'").replaceAll("|", "\\|")}\``;
