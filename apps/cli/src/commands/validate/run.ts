import { resolve } from "node:path";
import { writeFileAtomic } from "@tiny-cats/files";
import { validate } from "@tiny-cats/publish";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { printOne } from "../../output/print-one.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { endingOf } from "../ending-of.ts";
import { printGates } from "./print-gates.ts";
import { readThresholds } from "./read-thresholds.ts";
import type { VALIDATE_OPTIONS } from "./spec.ts";

/** `tiny-cats validate`: 1 where a gate fails. */
export async function runValidate(context: CommandContext): Promise<ExitCode> {
  const { io, talk, args } = context;
  const { cwd, signal } = io;
  const values = context.options as OptionValues<typeof VALIDATE_OPTIONS>;
  const { thresholds, out, strict } = values;
  if (out !== undefined) endingOf("out", out, [".json"]);
  const given = thresholds === undefined ? undefined : await readThresholds(resolve(cwd, thresholds), signal);
  const progress = stageProgress(talk, { check: "Checking" });
  const report = await talk.timed("validating", () =>
    validate(resolve(cwd, args[0]), {
      modelPath: args[0],
      allowMissing: values["allow-missing"] ?? [],
      strict: strict ?? false,
      ...(given && { thresholds: given }),
      signal,
      onProgress({ stage, what, done, total }) {
        progress.update(stage, done, total);
        if (what !== "") talk.detail(what);
      },
    }),
  );
  progress.end();
  if (out !== undefined) {
    await writeFileAtomic(resolve(cwd, out), `${JSON.stringify(report, null, 2)}\n`, { signal });
    talk.note(`wrote ${out}`);
  }
  printOne(context, report, (printer) => printGates(printer, report));
  return report.passed ? 0 : 1;
}
