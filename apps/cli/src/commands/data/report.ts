import { resolve } from "node:path";
import { dataReportMarkdown, openImageSet, reportImageSet } from "@tiny-cats/data";
import { writeFileAtomic } from "@tiny-cats/files";
import type { DataReport } from "@tiny-cats/schema";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { printOne } from "../../output/print-one.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import { typedCommand } from "../../output/typed-command.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { endingOf } from "../ending-of.ts";
import { printReport } from "./print-report.ts";
import type { DATA_REPORT_OPTIONS } from "./spec.ts";

/** `tiny-cats data report`: 1 where the set has a fault that spoils what is measured or trained on it. */
export async function runDataReport(context: CommandContext): Promise<ExitCode> {
  const { io, talk, args } = context;
  const { signal, cwd } = io;
  const values = context.options as OptionValues<typeof DATA_REPORT_OPTIONS>;
  const { out, name, index, threshold } = values;
  const write = out === undefined ? undefined : writerFor(out);
  const set = await openImageSet(resolve(cwd, args[0]), {
    allowEmpty: true,
    followLinks: values["follow-links"],
    signal,
    ...(index !== undefined && { index }),
  });
  const progress = stageProgress(talk, { reading: "Reading", comparing: "Comparing" });
  const report = await talk.timed("reading", () =>
    reportImageSet(set, {
      command: typedCommand("data report", context),
      threshold,
      signal,
      ...(name !== undefined && { name }),
      onProgress: ({ stage, done, total }) => progress.update(stage, done, total),
    }),
  );
  progress.end();
  if (out !== undefined && write) {
    await writeFileAtomic(resolve(cwd, out), write(report), { signal });
    talk.note(`the report is in ${out}`);
  }
  printOne(context, report, (printer) => printReport(printer, report));
  return report.problems.some(({ level }) => level === "error") ? 1 : 0;
}

/** How a report becomes a file of that name; refused before anything is read. */
function writerFor(out: string): (report: DataReport) => string {
  if (endingOf("out", out, [".json", ".md"]) === ".md") return dataReportMarkdown;
  return (report) => `${JSON.stringify(report, null, 2)}\n`;
}
