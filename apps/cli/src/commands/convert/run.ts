import { resolve } from "node:path";
import { type ConvertReport, convertCheckpoint, type TargetName } from "@tiny-cats/architectures/node";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { bytes } from "../../output/bytes.ts";
import { printOne } from "../../output/print-one.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import { table } from "../../output/table.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { nativeRuntime } from "../../weights/native-runtime.ts";
import { readModelConfig } from "../../weights/read-model-config.ts";
import type { CONVERT_OPTIONS } from "./spec.ts";

/** `tiny-cats convert`: writes the forms asked for, each checked, or nothing. */
export async function runConvert(context: CommandContext): Promise<ExitCode> {
  const { io, talk, args } = context;
  const { signal, cwd } = io;
  const values = context.options as OptionValues<typeof CONVERT_OPTIONS>;
  const { out, weights, dtype, opset, dialect, tokenizer, pickle } = values;
  if (out === undefined) {
    throw usageError("missing-argument", "no folder was named to write to", { remedy: "give --out <folder>" });
  }
  const to = values.to.split(",").map((name) => name.trim()) as TargetName[];
  const config = await readModelConfig(context, values["model-config"]);
  const runtime = to.includes("onnx") || to.includes("hf") ? await nativeRuntime() : undefined;
  const progress = stageProgress(talk, {
    read: "Reading",
    ...Object.fromEntries(to.map((name) => [name, `Writing ${name}`])),
  });
  const report = await talk.timed("converting", () =>
    convertCheckpoint(resolve(cwd, args[0]), resolve(cwd, out), {
      to,
      allowUntrained: values["allow-untrained"],
      resizeVocab: values["resize-vocab"],
      pickle,
      signal,
      ...(weights && { weights }),
      ...(dtype && { dtype }),
      ...(opset !== undefined && { opset }),
      ...(dialect !== undefined && { dialect }),
      ...(values["image-size"] !== undefined && { imageSize: values["image-size"] }),
      ...(tokenizer !== undefined && { tokenizer: resolve(cwd, tokenizer) }),
      ...(config && { config }),
      ...(runtime && { runtime }),
      onProgress: ({ stage, bytes: done, total }) => progress.update(stage, done, total),
    }),
  );
  progress.end();
  printOne(context, { ...report, out: resolve(cwd, out) }, (printer) => print(printer, report, out));
  return 0;
}

function print(printer: Printer, report: ConvertReport, out: string): void {
  const { bold, green, yellow } = printer.style;
  const { architecture, dialect, weights, untrained } = report;
  printer.line(`${bold(printable(report.source.path))}: ${architecture}, read as ${dialect}, ${weights} weights`);
  if (untrained !== undefined) printer.line(yellow(`not trained, and marked so: ${printable(untrained)}`));
  for (const note of report.notes) printer.line(`  ${printable(note)}`);
  for (const line of table(
    report.files.map(({ path, bytes: size, sha256 }) => [`${out}/${path}`, bytes(size), sha256]),
  )) {
    printer.line(`  ${line}`);
  }
  for (const { target, compared, with: other, largest_gap, tolerance } of report.parity) {
    const gap = tolerance === 0 ? "" : `: largest gap ${largest_gap.toPrecision(2)}, ${tolerance} allowed`;
    printer.line(`  ${green(target)} ${compared} held to ${other}${gap}`);
  }
}
