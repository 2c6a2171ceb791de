import type { ClassifierReport } from "@tiny-cats/eval/node";
import { plural } from "../../output/plural.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import { table } from "../../output/table.ts";

const percent = (share: number | null | undefined) =>
  share === null || share === undefined ? "-" : `${(100 * share).toFixed(2)} %`;

/** Prints what matters of a classifier's report. */
export function printClassifierReport(out: Printer, { measured, classification, broken }: ClassifierReport): void {
  const { bold, dim, yellow } = out.style;
  const { data, n } = measured;
  const within = classification?.intervals?.accuracy;
  const range = within ? ` (${percent(within.low)} to ${percent(within.high)})` : "";
  out.line(`${bold("accuracy")} ${percent(classification?.accuracy)}${range} of ${plural(n, "picture")}`);
  if (data) out.line(dim(`  ${printable(data.name)}, split ${data.split}`));
  if (data?.seen_in_training) out.line(yellow("  its training saw these pictures: this says nothing of others"));
  out.line(`  balanced ${percent(classification?.balanced_accuracy)}`);
  out.line(`  cat or not ${percent(classification?.cat_not_cat?.accuracy)}`);
  out.line(`  calibration error ${classification?.expected_calibration_error?.toFixed(4) ?? "-"}`);
  const [head, ...rows] = table([
    ["CLASS", "PICTURES", "PRECISION", "RECALL", "F1"],
    ...(classification?.per_class ?? []).map(({ label, support, precision, recall, f1 }) => [
      printable(label),
      String(support),
      ...[precision, recall, f1].map(percent),
    ]),
  ]);
  out.line(dim(`  ${head}`));
  for (const row of rows) out.line(`  ${row}`);
  for (const { file, message } of broken) out.line(yellow(`  not measured: ${printable(file)}: ${printable(message)}`));
}
