import type { GeneratorReport } from "@tiny-cats/eval/node";
import { plural } from "../../output/plural.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import { table } from "../../output/table.ts";

const number = (value: number) => value.toPrecision(4);

/** Prints what matters of a generator's report. */
export function printGeneratorReport(out: Printer, report: GeneratorReport): void {
  const { bold, dim, yellow } = out.style;
  const { measured, intervals, agreement, agreement_of_reference: real, memorisation, noise } = report;
  const { n, data } = measured;
  out.line(`${bold(plural(n, "drawing"))} against ${plural(data?.n ?? 0, "head")} of ${printable(data?.name ?? "-")}`);
  const values: [string, number | null | undefined][] = [
    ["kid", report.kid?.mean],
    ["frechet_distance", report.frechet_distance],
    ["class_score", report.class_score?.mean],
    ["precision", report.precision],
    ["recall", report.recall],
    ["density", report.density],
    ["coverage", report.coverage],
  ];
  const rows = values.map(([key, value]) => {
    const within = intervals[key];
    const range = within ? `${number(within.low)} to ${number(within.high)}` : "";
    return [key, value === null || value === undefined ? "-" : number(value), range];
  });
  for (const line of table([...rows, ["agreement", number(agreement.value), `real heads ${number(real.value)}`]]))
    out.line(`  ${line}`);
  if (memorisation)
    out.line(`  nearer to a training head than 99 % of held-out ones: ${number(memorisation.near_share)}`);
  if (noise) out.line(`  noise: ${number(noise.share)}`);
  for (const remark of report.remarks) out.line(yellow(`  ${printable(remark)}`));
  for (const [key, reason] of Object.entries(report.not_measured)) out.line(dim(`  ${key}: ${printable(reason)}`));
  for (const { file, message } of report.broken)
    out.line(yellow(`  not read: ${printable(file)}: ${printable(message)}`));
}
