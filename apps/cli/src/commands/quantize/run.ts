import { resolve } from "node:path";
import { type LabelledPicture, quantizeFile } from "@tiny-cats/architectures/quantize";
import { type ImageItem, openImageSet } from "@tiny-cats/data";
import { writeFileAtomic } from "@tiny-cats/files";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { printOne } from "../../output/print-one.ts";
import { printable } from "../../output/printable.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import { typedCommand } from "../../output/typed-command.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { compareWith } from "./compare-with.ts";
import { printQuantization } from "./print-quantization.ts";
import type { QUANTIZE_OPTIONS } from "./spec.ts";

const STAGES = {
  reading: "Reading",
  calibrating: "Calibrating",
  searching: "Looking for nodes to leave out",
  validating: "Validating",
  reference: "Reading photos",
  drawing: "Drawing",
  comparing: "Comparing",
  timing: "Timing",
};

/** `tiny-cats quantize`: 1 where more was lost than allowed. */
export async function runQuantize(context: CommandContext): Promise<ExitCode> {
  const { io, talk, args } = context;
  const { signal, cwd } = io;
  const values = context.options as OptionValues<typeof QUANTIZE_OPTIONS>;
  const { out, method, calibrate, reference, samples, percentile, skip, name, report: reportPath } = values;
  if (out === undefined) {
    throw usageError("missing-argument", "no file was named to write to", { remedy: "give --out <file>" });
  }
  const maxSkipped = values["max-skipped"];
  if (reference !== undefined && maxSkipped !== undefined) {
    throw usageError("conflicting-options", "--reference leaves no nodes out, and --max-skipped says how many may be", {
      remedy: "leave out one of them; --skip names nodes that stay as they are",
    });
  }
  const set = calibrate === undefined ? undefined : await openImageSet(resolve(cwd, calibrate), { signal });
  const progress = stageProgress(talk, STAGES);
  const maxLoss = values["max-loss"];
  const compareDrawings =
    reference === undefined
      ? undefined
      : await compareWith(resolve(cwd, reference), {
          ...{ name, split: values.split, perBreed: values["per-breed"], signal },
          onProgress: ({ stage, done, total }) => progress.update(stage, done, total),
          onUnreadable: ({ file, message }) => talk.note(`not read: ${printable(file)}: ${printable(message)}`),
        });
  const report = await talk.timed("quantizing", () =>
    quantizeFile(resolve(cwd, args[0]), resolve(cwd, out), {
      method,
      weights: values.weights,
      perChannel: values["per-channel"] === "yes",
      reduceRange: values["reduce-range"],
      force: values.force,
      skip: skip?.split(",").map((name) => name.trim()) ?? [],
      command: typedCommand("quantize", context),
      by: "@tiny-cats/cli",
      signal,
      ...(percentile < 100 && { ranges: "percentile" as const, percentile }),
      ...(set && { dataset: name ?? set.name, pictures: set.items.map(labelled) }),
      ...(values.split !== undefined && { split: values.split }),
      ...(compareDrawings && { compareDrawings }),
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
  printOne(context, told, (printer) => printQuantization(printer, told));
  return report.gate && !report.gate.passed ? 1 : 0;
}

function labelled({ path, label, split }: ImageItem): LabelledPicture {
  return { path, label, ...(split && { split }) };
}
