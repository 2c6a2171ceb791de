import { resolve } from "node:path";
import { openImageSet } from "@tiny-cats/data";
import {
  evaluateClassifier,
  evaluateClassifierCheckpoint,
  type PicturePrediction,
  predictionsCsv,
} from "@tiny-cats/eval/node";
import { writeFileAtomic } from "@tiny-cats/files";
import { classifier as embedded } from "@tiny-cats/models";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { findForTask } from "../../models/find-for-task.ts";
import { modelSource } from "../../models/model-source.ts";
import { printOne } from "../../output/print-one.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import { typedCommand } from "../../output/typed-command.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { readModelConfig } from "../../weights/read-model-config.ts";
import { endingOf } from "../ending-of.ts";
import { checkpointOf } from "./checkpoint-of.ts";
import type { EVAL_CLASSIFIER_OPTIONS } from "./classifier-spec.ts";
import { printEvaluation } from "./print-evaluation.ts";
import { reportTo } from "./report-to.ts";
import { requiredOption } from "./required-option.ts";

/** `tiny-cats eval classifier`: 1 where a picture could not be measured. */
export async function runEvalClassifier(context: CommandContext): Promise<ExitCode> {
  const { io, talk } = context;
  const { signal, cwd } = io;
  const values = context.options as OptionValues<typeof EVAL_CLASSIFIER_OPTIONS>;
  const { split, name, index, limit, cache, seed, predictions, weights } = values;
  const data = requiredOption("data", values.data, "folder");
  const write = values.out === undefined ? undefined : reportTo(values.out);
  if (predictions !== undefined) endingOf("predictions", predictions, [".csv"]);
  const checkpoint = await checkpointOf(values, context.io.cwd);
  const { source, pulled } =
    checkpoint === undefined
      ? await modelSource(context, values.model, embedded, { kinds: ["classifier"] })
      : { source: embedded, pulled: undefined };
  if (checkpoint === undefined) await findForTask(source, "image-classification", { signal });
  const config = await readModelConfig(context, values["model-config"]);
  const set = await openImageSet(resolve(cwd, data), { signal, ...(index !== undefined && { index }) });
  const rows: PicturePrediction[] = [];
  const progress = stageProgress(talk, { converting: "Converting", classifying: "Classifying" });
  const options = {
    command: typedCommand("eval classifier", context),
    seed,
    signal,
    batchSize: values["batch-size"],
    ...(split !== undefined && { split }),
    ...(name !== undefined && { name }),
    ...(limit !== undefined && { limit }),
    ...(cache !== undefined && { cache: resolve(cwd, cache) }),
    ...(predictions !== undefined && { onPrediction: (row: PicturePrediction) => rows.push(row) }),
    onProgress: ({ done, total }: { done: number; total: number }) => progress.update("classifying", done, total),
  };
  const measured = await talk.timed("classifying", () =>
    checkpoint === undefined
      ? evaluateClassifier(source, set, options)
      : evaluateClassifierCheckpoint(resolve(cwd, checkpoint), set, {
          ...options,
          ...(weights && { weights }),
          ...(config && { config }),
          onConverting: ({ done, total }) => progress.update("converting", done, total),
        }),
  );
  progress.end();
  const report = { ...measured, ...(pulled && { model_source: pulled }) };
  if (predictions !== undefined)
    await writeFileAtomic(resolve(cwd, predictions), predictionsCsv(rows, report.labels), { signal });
  const files = (await write?.([{ report }], { cwd, signal })) ?? [];
  if (files.length > 0) talk.note(`the report is in ${files.join(", ")}`);
  printOne(context, report, (printer) => printEvaluation(printer, { report }));
  return report.broken.length > 0 ? 1 : 0;
}
