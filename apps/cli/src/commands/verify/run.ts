import { resolve } from "node:path";
import { verifyCheckpoint, verifyOnnx } from "@tiny-cats/architectures/node";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { printOne } from "../../output/print-one.ts";
import { printable } from "../../output/printable.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { nativeRuntime } from "../../weights/native-runtime.ts";
import { readModelConfig } from "../../weights/read-model-config.ts";
import type { VERIFY_OPTIONS } from "./spec.ts";

/** `tiny-cats verify`: 1 where a checkpoint has a fault, or an ONNX file answers otherwise than its checkpoint. */
export async function runVerify(context: CommandContext): Promise<ExitCode> {
  const { io, talk, args } = context;
  const { signal, cwd } = io;
  const values = context.options as OptionValues<typeof VERIFY_OPTIONS>;
  const { weights, against, tolerance } = values;
  const path = resolve(cwd, args[0]);
  checkFlags(path, against);
  const config = await readModelConfig(context, values["model-config"]);
  const options = { signal, ...(weights && { weights }), ...(config && { config }) };
  if (against !== undefined) {
    const runtime = await nativeRuntime();
    const report = await verifyOnnx(path, {
      ...options,
      against: resolve(cwd, against),
      ...(tolerance !== undefined && { tolerance }),
      ...(runtime && { runtime }),
    });
    printOne(context, { ...report, ok: true }, (out) => {
      const { parity, architecture, dialect } = report;
      out.line(`${out.style.bold(printable(path))}: ${out.style.green("ok")}`);
      out.line(`  ${architecture}, read as ${dialect}, ${report.weights} weights`);
      out.line(`  ${parity.compared} held to ${parity.with}`);
      out.line(`  largest gap ${parity.largest_gap.toPrecision(2)}, ${parity.tolerance} allowed`);
    });
    return 0;
  }
  const progress = stageProgress(talk, { verifying: "Verifying" });
  const report = await verifyCheckpoint(path, {
    ...options,
    onProgress: ({ done, total }) => progress.update("verifying", done, total),
  });
  progress.end();
  printOne(context, report, (out) => {
    const { bold, green, red } = out.style;
    out.line(`${bold(printable(report.path))}: ${report.ok ? green("ok") : red("not sound")}`);
    out.line(`  ${report.architecture}, read as ${report.dialect}, ${report.weights} weights`);
    out.line(`  ${report.tensors} tensors, ${report.parameters.toLocaleString("en")} parameters`);
    for (const { kind, message } of report.problems) out.line(`  ${red(kind)}: ${printable(message)}`);
    for (const { output, min, max } of report.forward) out.line(`  ${output} from ${min} to ${max}`);
    for (const group of report.duplicates) out.line(`  equal: ${group.map(printable).join(" = ")}`);
    for (const note of report.notes) out.line(`  ${printable(note)}`);
  });
  return report.ok ? 0 : 1;
}

function checkFlags(path: string, against: string | undefined): void {
  const isOnnx = path.endsWith(".onnx");
  if (isOnnx && against === undefined) {
    throw usageError("missing-argument", "an ONNX model is verified against a checkpoint, and none was named", {
      value: path,
      remedy: "give --against <checkpoint>",
    });
  }
  if (!isOnnx && against !== undefined) {
    throw usageError("conflicting-options", "--against is for .onnx files", {
      value: against,
      remedy: "give the .onnx file first, or leave --against out",
    });
  }
}
