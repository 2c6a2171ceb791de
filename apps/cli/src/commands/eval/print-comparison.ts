import { type EvaluationComparison, numberText, type Verdict } from "@tiny-cats/eval/report";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import { table } from "../../output/table.ts";

/** Prints a comparison for people. */
export function printComparison(out: Printer, { a, b, data, metrics, remarks }: EvaluationComparison): void {
  const { dim, green, red } = out.style;
  for (const [side, { file, n, sha256 }] of Object.entries({ a, b }))
    out.line(`${side}: ${printable(file)} ${sha256.slice(0, 8)}, n = ${n}`);
  if (data) out.line(`on ${printable(data.split)} of ${printable(data.name)}`);
  const digits = (value: number | null) => (value === null ? "-" : numberText(value));
  const [head, ...rows] = table([
    ["METRIC", "A", "B", "B - A", "INTERVAL"],
    ...metrics.map(({ name, difference, interval, ...values }) => [
      name,
      digits(values.a),
      digits(values.b),
      digits(difference),
      interval ? `${digits(interval.low)} to ${digits(interval.high)}` : "-",
    ]),
  ]);
  const paint: Readonly<Record<Verdict, (text: string) => string>> = {
    better: green,
    worse: red,
    "within-noise": dim,
    unknown: dim,
  };
  out.line(dim(`  ${head}  VERDICT`));
  const width = Math.max(head.length, ...rows.map((row) => row.length));
  rows.forEach((row, i) => {
    const { verdict, reason } = metrics[i];
    const told = reason === undefined ? verdict : `${verdict}: ${printable(reason)}`;
    out.line(`  ${row.padEnd(width)}  ${paint[verdict](told)}`);
  });
  for (const remark of remarks) out.line(dim(`  ${printable(remark)}`));
}
