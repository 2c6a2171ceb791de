import { withInterval } from "@tiny-cats/eval/report";
import type { QuantizationReport } from "@tiny-cats/schema";
import { bytes } from "../../output/bytes.ts";
import { plural } from "../../output/plural.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";

/** Prints what quantizing saved and cost. */
export function printQuantization(printer: Printer, report: QuantizationReport): void {
  const { bold, green, red } = printer.style;
  const { original_size: before, quantized_size: after, accuracy, drawings, accuracy_validation: validation } = report;
  printer.line(`${bold(printable(report.output_path))}: ${report.method}, ${bytes(after)} of ${bytes(before)}`);
  printer.line(`  ${report.reduction_percent.toFixed(1)} % saved, sha256 ${report.output_sha256}`);
  if (validation) {
    const { relative_error, max_difference, prediction_match_rate: rate, total_samples: n } = validation;
    const same = rate === null ? "" : `, ${(100 * rate).toFixed(1)} % of ${n} predictions the same`;
    printer.line(`  outputs off by ${relative_error.toPrecision(3)}, at most ${max_difference.toPrecision(3)}${same}`);
  }
  for (const [name, own] of Object.entries({ accuracy: accuracy?.all, "accuracy on breeds": accuracy?.breeds })) {
    if (own) {
      const points = (share: number) => (100 * share).toFixed(1);
      printer.line(`  ${name} ${points(own.quantized)} %, before ${points(own.original)} %, of ${own.n}`);
    }
  }
  if (drawings) {
    const { n, mean_difference: mean, max_difference: most } = drawings;
    printer.line(`  ${n} drawings off by ${mean.toFixed(2)} of 255 on average, at most ${most}`);
  }
  if (report.kid) for (const line of kidLines(report.kid)) printer.line(`  ${line}`);
  for (const { runtime, original_ms, quantized_ms } of report.latency ?? []) {
    printer.line(`  ${runtime}: ${quantized_ms.p50.toFixed(2)} ms, before ${original_ms.p50.toFixed(2)} ms`);
  }
  if (report.skipped.length > 0) printer.line(`  left as they are: ${report.skipped.map(printable).join(", ")}`);
  if (report.gate) {
    const { metric, loss, max_loss, passed } = report.gate;
    const verdict = passed ? green("within") : red("over");
    printer.line(`  ${metric} lost ${loss.toPrecision(3)}, ${verdict} the ${Number(max_loss.toPrecision(3))} allowed`);
  }
  if (!validation) printer.line(`  not measured: ${report.not_measured.accuracy_validation}`);
}

/** Both kernel distances, and what they are of. */
function kidLines({ original, quantized, reference }: NonNullable<QuantizationReport["kid"]>): string[] {
  const text = ({ value, interval }: typeof original) => withInterval(value, interval);
  const photos = `${plural(reference.n ?? 0, "head")} of ${printable(reference.name)}`;
  return [
    `KID ${text(quantized)}, before ${text(original)}: ${plural(original.n, "drawing")} of each against ${photos}`,
    ...(reference.seen_in_training ? ["the generator's training saw these photos: neither distance is held out"] : []),
  ];
}
