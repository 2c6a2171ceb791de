import { resolve } from "node:path";
import { openImageSet } from "@tiny-cats/data";
import { evaluateCheckpoint, evaluateGenerator, type GeneratorEvaluated, type WeightsKind } from "@tiny-cats/eval/node";
import type { ReportPart } from "@tiny-cats/eval/report";
import { extractor, generator } from "@tiny-cats/models";
import type { CommandContext } from "../../command-context.ts";
import { samplerOptions } from "../../drawing/sampler-options.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { findForTask } from "../../models/find-for-task.ts";
import { modelSource } from "../../models/model-source.ts";
import { printOne } from "../../output/print-one.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import { typedCommand } from "../../output/typed-command.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { readModelConfig } from "../../weights/read-model-config.ts";
import { checkpointOf } from "./checkpoint-of.ts";
import type { EVAL_GENERATOR_OPTIONS } from "./generator-spec.ts";
import { printEvaluation } from "./print-evaluation.ts";
import { reportTo } from "./report-to.ts";
import { requiredOption } from "./required-option.ts";

/** One measurement: of a model, or of one kind of a checkpoint's weights. */
type Evaluated = GeneratorEvaluated & { weights?: WeightsKind };

/** `tiny-cats eval generator`: 1 where a real picture could not be read. */
export async function runEvalGenerator(context: CommandContext): Promise<ExitCode> {
  const { io, talk } = context;
  const { signal, cwd } = io;
  const values = context.options as OptionValues<typeof EVAL_GENERATOR_OPTIONS>;
  const { name, index, limit, cache, inception } = values;
  const sampler = samplerOptions(values);
  const data = requiredOption("data", values.data, "folder");
  const write = values.out === undefined ? undefined : reportTo(values.out);
  const checkpoint = await checkpointOf(values, cwd);
  const kinds = kindsOf(values.weights);
  const { source, pulled } = checkpoint
    ? { source: generator, pulled: undefined }
    : await modelSource(context, values.model, generator, { kinds: ["generator"] });
  if (!checkpoint) await findForTask(source, "class-conditional-image-generation", { signal });
  const reference = await openImageSet(resolve(cwd, data), { signal, ...(index !== undefined && { index }) });
  const stages = { converting: "Converting", reference: "Reading", drawing: "Drawing", comparing: "Comparing" };
  let progress = stageProgress(talk, stages);
  const options = {
    ...sampler,
    reference,
    extractor: (await modelSource(context, values.extractor, extractor, { kinds: ["classifier"] })).source,
    command: typedCommand("eval generator", context),
    perBreed: values["per-breed"],
    against: values.split,
    seed: values.seed,
    samples: values.samples,
    signal,
    batchSize: values["batch-size"],
    ...(inception !== undefined && {
      inception: { path: resolve(cwd, inception), range: values["inception-range"] },
    }),
    ...(name !== undefined && { name }),
    ...(limit !== undefined && { limit }),
    ...(cache !== undefined && { cache: resolve(cwd, cache) }),
    onProgress: ({ stage, done, total }: { stage: string; done: number; total: number }) =>
      progress.update(stage, done, total),
  };

  async function evaluate(): Promise<Evaluated[]> {
    if (!checkpoint) {
      const { report, ...rest } = await evaluateGenerator(source, options);
      return [{ ...rest, report: { ...report, ...(pulled && { model_source: pulled }) } }];
    }
    const config = await readModelConfig(context, values["model-config"]);
    return evaluateCheckpoint(resolve(cwd, checkpoint), {
      ...options,
      weights: kinds,
      ...(config && { config }),
      onConverting: ({ done, total }) => progress.update("converting", done, total),
      onWeights(kind) {
        progress.end();
        talk.note(`${kind} weights`);
        progress = stageProgress(talk, stages);
      },
    });
  }

  const evaluated = await talk.timed("evaluating", evaluate);
  progress.end();
  const [first, ...rest] = evaluated.map(partOf);
  const files = (await write?.([first, ...rest], { cwd, signal })) ?? [];
  if (files.length > 0) talk.note(`the report is in ${files.join(", ")}`);
  const reports = evaluated.map(({ report }) => report);
  printOne(context, checkpoint ? reports : reports[0], (printer) => printEvaluation(printer, first, ...rest));
  return reports.some(({ broken }) => broken.length > 0) ? 1 : 0;
}

function partOf({ report, sheet, weights }: Evaluated): ReportPart {
  const caption = `drawings of every breed, seed ${report.measured.seed}`;
  return { report, ...(weights && { name: weights }), pictures: [{ file: "sheet.png", caption, data: sheet }] };
}

/** Which of a checkpoint's weights are meant. */
function kindsOf(weights = "raw,ema"): WeightsKind[] {
  const kinds = weights.split(",").map((kind) => kind.trim());
  if (kinds.every((kind) => kind === "raw" || kind === "ema")) return [...new Set(kinds)] as WeightsKind[];
  throw usageError("invalid-option-value", `--weights can't be "${weights}"`, {
    value: weights,
    remedy: "give raw, ema, or raw,ema",
  });
}
