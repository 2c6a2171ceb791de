import { resolve } from "node:path";
import { type LabelledPicture, quantizeFile } from "@tiny-cats/architectures/quantize";
import { type ImageItem, openImageSet } from "@tiny-cats/data";
import { writeFileAtomic } from "@tiny-cats/files";
import type { QuantizationReport } from "@tiny-cats/schema";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { bytes } from "../../output/bytes.ts";
import { printOne } from "../../output/print-one.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import { typedCommand } from "../../output/typed-command.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import type { QUANTIZE_OPTIONS } from "./spec.ts";

const STAGES = {
  reading: "Reading",
  calibrating: "Calibrating",
  searching: "Looking for nodes to leave out",
  validating: "Validating",
  timing: "Timing",
};

/** `tiny-cats quantize`: 1 where more was lost than allowed. */
export async function runQuantize(context: CommandContext): Promise<ExitCode> {
  const { io, talk, args } = context;
  const { signal, cwd } = io;
  const values = context.options as OptionValues<typeof QUANTIZE_OPTIONS>;
  const { out, method, calibrate, samples, percentile, skip, report: reportPath } = values;
  if (out === undefined) {
    throw usageError("missing-argument", "no file was named to write to", { remedy: "give --out <file>" });
  }
  const set = calibrate === undefined ? undefined : await openImageSet(resolve(cwd, calibrate), { signal });
  const progress = stageProgress(talk, STAGES);
  const maxLoss = values["max-loss"];
  const maxSkipped = values["max-skipped"];
  const report = await talk.timed("quantizing", () =>
    quantizeFile(resolve(cwd, args[0]), resolve(cwd, out), {
      method,
      weights: values.weights,
      perChannel: values["per-channel"] === "yes",
      reduceRange: values["reduce-range"],
      split: values.split,
      force: values.force,
      skip: skip?.split(",").map((name) => name.trim()) ?? [],
      command: typedCommand("quantize", context),
      by: "@tiny-cats/cli",
      signal,
      ...(percentile < 100 && { ranges: "percentile" as const, percentile }),
      ...(set && { dataset: set.name, pictures: set.items.map(labelled) }),
      ...(samples !== undefined && { samples }),
      ...(maxLoss !== undefined && { maxLoss }),
      ...(maxSkipped !== undefined && { maxSkipped }),
      onProgress: ({ stage, done, total }) => progress.update(stage, done, total),
    }),
  );
  progress.end();
  const told = { ...report, output_path: out };
  if (reportPath !== undefined) {
    await writeFileAtomic(resolve(cwd, reportPath), `${JSON.stringify(told, null, 2)}\n`, { signal });
  }
  printOne(context, told, (printer) => print(printer, told));
  return report.gate && !report.gate.passed ? 1 : 0;
}

function labelled({ path, label, split }: ImageItem): LabelledPicture {
  return { path, label, ...(split && { split }) };
}

function print(printer: Printer, report: QuantizationReport): void {
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
  for (const { runtime, original_ms, quantized_ms } of report.latency ?? []) {
    printer.line(`  ${runtime}: ${quantized_ms.p50.toFixed(2)} ms, before ${original_ms.p50.toFixed(2)} ms`);
  }
  if (report.skipped.length > 0) printer.line(`  left as they are: ${report.skipped.map(printable).join(", ")}`);
  if (report.gate) {
    const { metric, loss, max_loss, passed } = report.gate;
    const verdict = passed ? green("within") : red("over");
    printer.line(`  ${metric} lost ${loss.toPrecision(3)}, ${verdict} the ${max_loss} allowed`);
  }
  if (!validation) printer.line(`  not measured: ${report.not_measured.accuracy_validation}`);
}
