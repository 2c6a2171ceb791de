import { resolve } from "node:path";
import { openImageSet } from "@tiny-cats/data";
import { evaluateGenerator } from "@tiny-cats/eval/node";
import { writeFileAtomic } from "@tiny-cats/files";
import { classifier, generator } from "@tiny-cats/models";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { findForTask } from "../../models/find-for-task.ts";
import { modelSource } from "../../models/model-source.ts";
import { printOne } from "../../output/print-one.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { commandLine } from "./command-line.ts";
import type { EVAL_GENERATOR_OPTIONS } from "./generator-spec.ts";
import { checkEnding, needed } from "./needed.ts";
import { printGeneratorReport } from "./print-generator-report.ts";

/** `tiny-cats eval generator`: 1 where a real picture could not be read. */
export async function runEvalGenerator(context: CommandContext): Promise<ExitCode> {
  const { io, talk } = context;
  const { signal, cwd } = io;
  const values = context.options as OptionValues<typeof EVAL_GENERATOR_OPTIONS>;
  const { split, name, index, limit, cache, seed, samples, steps, solver, guidance } = values;
  const data = needed("data", values.data, "<folder>");
  const out = needed("out", values.out, "<file>");
  checkEnding("out", out, ".json");
  const sheetFile = values.sheet ?? out.replace(/json$/, "png");
  checkEnding("sheet", sheetFile, ".png");
  const source = modelSource(values.model, generator, cwd);
  const extractor = modelSource(values.extractor, classifier, cwd);
  await findForTask(source, "class-conditional-image-generation", { signal });
  const reference = await openImageSet(resolve(cwd, data), { signal, ...(index !== undefined && { index }) });
  const progress = stageProgress(talk, { reference: "Reading", drawing: "Drawing", comparing: "Comparing" });
  const { report, sheet } = await talk.timed("evaluating", () =>
    evaluateGenerator(source, {
      reference,
      extractor,
      command: commandLine("generator", context),
      perBreed: values["per-breed"],
      against: split,
      seed,
      samples,
      signal,
      batchSize: values["batch-size"],
      ...(name !== undefined && { name }),
      ...(limit !== undefined && { limit }),
      ...(cache !== undefined && { cache: resolve(cwd, cache) }),
      ...(steps !== undefined && { steps }),
      ...(solver !== undefined && { solver }),
      ...(guidance !== undefined && { guidance }),
      onProgress: ({ stage, done, total }) => progress.update(stage, done, total),
    }),
  );
  progress.end();
  await writeFileAtomic(resolve(cwd, sheetFile), sheet, { signal });
  await writeFileAtomic(resolve(cwd, out), `${JSON.stringify(report, null, 2)}\n`, { signal });
  talk.note(`the report is in ${out}, the sheet in ${sheetFile}`);
  printOne(context, report, (printer) => printGeneratorReport(printer, report));
  return report.broken.length > 0 ? 1 : 0;
}
