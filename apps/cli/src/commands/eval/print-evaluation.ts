import type { GeneratorReport } from "@tiny-cats/eval/node";
import { metricsOf, numberText, type ReportPart, trainingWarning, withInterval } from "@tiny-cats/eval/report";
import type { EvaluationReport } from "@tiny-cats/schema";
import { plural } from "../../output/plural.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import { table } from "../../output/table.ts";

/** A report with what those of pictures say beside the metrics. */
type Told = EvaluationReport & Partial<Pick<GeneratorReport, "broken" | "remarks" | "agreement_of_reference">>;

const ITEMS: Readonly<Record<EvaluationReport["task"], string>> = {
  "image-classification": "picture",
  "class-conditional-image-generation": "drawing",
  "text-generation": "token",
};

/**
 * Prints evaluation reports for people: on what was measured, the metrics with their intervals, side by side where there are several, why others are missing,
 * the classes, and what to know of the numbers.
 */
export function printEvaluation(out: Printer, ...parts: ReportPart[]): void {
  const { bold, dim, yellow } = out.style;
  const all = (lines: (report: Told) => (string | undefined)[], style = (text: string) => text) => {
    for (const line of told(parts, lines)) out.line(style(`  ${printable(line)}`));
  };
  for (const { report, name } of parts) {
    const { file } = report.measured.model;
    out.line(`${bold(printable(name === undefined ? file : `${file}, ${name}`))}: ${printable(measuredOn(report))}`);
  }
  all((report) => [trainingWarning(report)], yellow);
  const metrics = metricRows(parts);
  const [head, ...rows] = table([["METRIC", ...parts.map(({ name }) => (name ?? "value").toUpperCase())], ...metrics]);
  for (const line of [dim(head), ...rows]) out.line(`  ${line.trimEnd()}`);
  all(
    (report) =>
      metricsOf(report).map(({ name, value, reason }) => (value === null ? `no ${name}: ${reason}` : undefined)),
    dim,
  );
  for (const part of parts) printClasses(out, part);
  all(({ agreement_of_reference: real }) => [
    real && `the breed is seen in ${numberText(real.value)} of the real heads`,
  ]);
  all(({ remarks = [] }) => remarks, yellow);
  all(({ broken = [] }) => broken.map(({ file, message }) => `not measured: ${file}: ${message}`), yellow);
}

/** "200 pictures on val of pets", "1200 drawings against 1181 heads of pets". */
function measuredOn({ task, measured: { data, n } }: EvaluationReport): string {
  const items = plural(n, ITEMS[task]);
  if (!data) return items;
  const drawn = task === "class-conditional-image-generation";
  if (!drawn) return `${items} on ${data.split} of ${data.name}`;
  const part = data.split === "all" ? "" : `${data.split} of `;
  return `${items} against ${data.n === undefined ? "" : `${plural(data.n, "head")} of `}${part}${data.name}`;
}

/** A row for each metric that any of the reports has. */
function metricRows(parts: readonly ReportPart[]): string[][] {
  const columns = parts.map(({ report }) => new Map(metricsOf(report).map((metric) => [metric.key, metric])));
  const found = new Map(columns.flatMap((column) => [...column]));
  return [...found].flatMap(([key, { name }]) => {
    const cells = columns.map((column) => {
      const { value = null, interval = null } = column.get(key) ?? {};
      return value === null ? "-" : withInterval(value, interval);
    });
    return cells.every((cell) => cell === "-") ? [] : [[name, ...cells]];
  });
}

function printClasses(out: Printer, { report, name }: ReportPart): void {
  const classes = report.classification?.per_class;
  if (!classes) return;
  const cell = (value: number | null) => (value === null ? "-" : numberText(value));
  const [head, ...rows] = table([
    [name === undefined ? "CLASS" : `CLASS, ${name.toUpperCase()}`, "PICTURES", "PRECISION", "RECALL", "F1"],
    ...classes.map(({ label, support, precision, recall, f1 }) => [
      printable(label),
      String(support),
      ...[precision, recall, f1].map(cell),
    ]),
  ]);
  for (const line of [out.style.dim(head), ...rows]) out.line(`  ${line}`);
}

/** Lines that all reports have in common, as they are; others with the names of those that have them. */
function told(parts: readonly ReportPart[], linesOf: (report: Told) => readonly (string | undefined)[]): string[] {
  const names = new Map<string, string[]>();
  for (const { report, name = "" } of parts)
    for (const line of new Set(linesOf(report)))
      if (line !== undefined) names.set(line, [...(names.get(line) ?? []), name]);
  return [...names].map(([line, of]) => (of.length === parts.length ? line : `${of.join(", ")}: ${line}`));
}
