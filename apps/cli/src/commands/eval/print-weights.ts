import type { GeneratorReport } from "@tiny-cats/eval/node";
import type { Printer } from "../../output/printer.ts";
import { table } from "../../output/table.ts";
import { metricText, metricValues } from "./metric-values.ts";

/** Prints the metrics of a checkpoint's weights beside each other. */
export function printWeights(out: Printer, reports: readonly GeneratorReport[]): void {
  const columns = reports.map(metricValues);
  const [head, ...rows] = table([
    ["METRIC", ...reports.map(({ weights }) => (weights ?? "").toUpperCase())],
    ...columns[0].map(([key], i) => [key, ...columns.map((column) => metricText(column[i][1]))]),
  ]);
  out.line(out.style.dim(head));
  for (const row of rows) out.line(row);
}
