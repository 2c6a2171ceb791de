import { metricsOf } from "@tiny-cats/eval/report";
import type { EvaluationReport } from "@tiny-cats/schema";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import { table } from "../../output/table.ts";

const UNITS: Readonly<Record<EvaluationReport["task"], string>> = {
  "image-classification": "pictures",
  "class-conditional-image-generation": "drawings",
  "text-generation": "tokens",
};

/** Prints an evaluation report for people: its metrics with their intervals, and why others are missing. */
export function printEvaluation(out: Printer, report: EvaluationReport): void {
  const { bold, dim } = out.style;
  const { model, data, n } = report.measured;
  const on = data ? ` on ${data.split} of ${data.name}` : "";
  out.line(`${bold(printable(model.file))}: ${n} ${UNITS[report.task]}${printable(on)}`);
  const metrics = metricsOf(report);
  const rows = metrics.flatMap(({ name, value, interval }) =>
    value === null
      ? []
      : [[name, digits(value), interval ? `${digits(interval.low)} to ${digits(interval.high)}` : ""]],
  );
  for (const line of table(rows)) out.line(`  ${line.trimEnd()}`);
  for (const { name, value, reason } of metrics)
    if (value === null) out.line(dim(`  no ${name}: ${printable(reason ?? "")}`));
}

/** A number in four digits. */
function digits(value: number): string {
  return String(Number(value.toPrecision(4)));
}
