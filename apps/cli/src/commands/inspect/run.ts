import { resolve } from "node:path";
import { inspectCheckpoint, inspectOnnx } from "@tiny-cats/architectures/node";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { printOne } from "../../output/print-one.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { readModelConfig } from "../../weights/read-model-config.ts";
import { printCheckpoint } from "./print-checkpoint.ts";
import { printOnnx } from "./print-onnx.ts";
import type { INSPECT_OPTIONS } from "./spec.ts";

/** `tiny-cats inspect`: what is in a file, as far as it can be read without running anything of it. */
export async function runInspect(context: CommandContext): Promise<ExitCode> {
  const { io, talk, args } = context;
  const { signal, cwd } = io;
  const values = context.options as OptionValues<typeof INSPECT_OPTIONS>;
  const path = resolve(cwd, args[0]);
  if (path.endsWith(".onnx")) {
    const report = await inspectOnnx(path, { signal });
    printOne(context, report, (out) => printOnnx(out, report));
    return 0;
  }
  const config = await readModelConfig(context, values["model-config"]);
  const progress = stageProgress(talk, { reading: "Reading" });
  const report = await inspectCheckpoint(path, {
    signal,
    ...(config && { config }),
    ...(values.statistics && { statistics: true }),
    onProgress: ({ done, total }) => progress.update("reading", done, total),
  });
  progress.end();
  printOne(context, report, (out) => printCheckpoint(out, report));
  return 0;
}
