import type { DataReport } from "@tiny-cats/schema";
import { plural } from "../../output/plural.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import { table } from "../../output/table.ts";

/** Items of a list that are shown; --format json has them all. */
const SHOWN = 20;

/** Prints a data report for people. */
export function printReport(out: Printer, report: DataReport): void {
  const { bold, dim, green, red, yellow } = out.style;
  const { labels, splits, sizes, broken, mismatches, exact_duplicates: exact, near_duplicates: near } = report;
  const names = Object.keys(splits);
  out.line(
    `${bold(printable(report.name))}: ${plural(report.pictures, "picture")}, ${plural(labels.length, "class", "classes")}`,
  );
  const [head, ...rows] = table([
    ["CLASS", "PICTURES", ...names.map((name) => name.toUpperCase())],
    ...labels.map(({ label, n, splits: counts }) =>
      [printable(label), n, ...names.map((name) => counts[name] ?? 0)].map(String),
    ),
  ]);
  out.line(dim(`  ${head}`));
  for (const row of rows) out.line(`  ${row}`);
  if (sizes) {
    const { width, height } = sizes;
    out.line(
      `  from ${width.min} to ${width.max} wide and ${height.min} to ${height.max} high, half of them up to ${width.p50} and ${height.p50}`,
    );
  }
  list(
    out,
    "broken",
    broken.map(({ file, message }) => `${file}: ${message}`),
  );
  list(
    out,
    "not as the index says",
    mismatches.map(({ file, field, expected, found }) => `${file}: ${field} ${expected}, found ${found}`),
  );
  list(
    out,
    "same bytes",
    exact.map(({ files }) => files.map(placed).join(" = ")),
  );
  list(
    out,
    "look the same",
    (near?.pairs ?? []).map(({ files, distance }) => `${files.map(placed).join(" ~ ")}: ${plural(distance, "bit")}`),
  );
  for (const { level, message } of report.problems) {
    out.line(`${level === "error" ? red("error:") : yellow("warning:")} ${printable(message)}`);
  }
  if (report.problems.length === 0) out.line(green("nothing is wrong with it"));
}

function list(out: Printer, title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  out.line(out.style.dim(`  ${title}`));
  for (const line of lines.slice(0, SHOWN)) out.line(`    ${printable(line)}`);
  if (lines.length > SHOWN) out.line(out.style.dim(`    and ${lines.length - SHOWN} more`));
}

function placed({ file, split }: { file: string; split: string | null }): string {
  return split === null ? file : `${file} (${split})`;
}
