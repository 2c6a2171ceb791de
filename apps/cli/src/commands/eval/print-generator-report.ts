import type { GeneratorReport } from "@tiny-cats/eval/node";
import { plural } from "../../output/plural.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import { table } from "../../output/table.ts";
import { metricText, metricValues } from "./metric-values.ts";

/** Prints what matters of a generator's report. */
export function printGeneratorReport(out: Printer, report: GeneratorReport): void {
  const { bold, dim, yellow } = out.style;
  const { measured, intervals, agreement, agreement_of_reference: real, not_measured: reasons } = report;
  const { n, data } = measured;
  out.line(`${bold(plural(n, "drawing"))} against ${plural(data?.n ?? 0, "head")} of ${printable(data?.name ?? "-")}`);
  const within = { ...intervals, agreement: agreement.interval };
  const rows = metricValues(report).map(([key, value]) => {
    const range = within[key as keyof typeof within];
    const text = range ? `${metricText(range.low)} to ${metricText(range.high)}` : printable(reasons[key] ?? "");
    return [key, metricText(value), text];
  });
  for (const line of table(rows)) out.line(`  ${line}`);
  out.line(`  the breed is seen in ${metricText(real.value)} of the real heads`);
  for (const remark of report.remarks) out.line(yellow(`  ${printable(remark)}`));
  for (const { file, message } of report.broken) out.line(dim(`  not read: ${printable(file)}: ${printable(message)}`));
}
