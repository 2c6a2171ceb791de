import { resolve } from "node:path";
import { openTokenSet } from "@tiny-cats/data";
import { evaluateLanguage } from "@tiny-cats/eval/node";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { namedModel } from "../../models/model-source.ts";
import { printOne } from "../../output/print-one.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import { typedCommand } from "../../output/typed-command.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { readModelConfig } from "../../weights/read-model-config.ts";
import type { EVAL_LM_OPTIONS } from "./lm-spec.ts";
import { printEvaluation } from "./print-evaluation.ts";
import { reportTo } from "./report-to.ts";
import { requiredOption } from "./required-option.ts";

/** `tiny-cats eval lm`. */
export async function runEvalLm(context: CommandContext): Promise<ExitCode> {
  const { io, talk } = context;
  const { signal, cwd } = io;
  const values = context.options as OptionValues<typeof EVAL_LM_OPTIONS>;
  const { out, split, tokenizer, stride, limit, weights } = values;
  const blockSize = values["block-size"];
  const data = requiredOption("data", values.data, "folder");
  const named = requiredOption("model", values.model, "file");
  const write = out === undefined ? undefined : reportTo(out);
  const model = await namedModel(context, named, { kinds: ["language"] });
  const config = await readModelConfig(context, values["model-config"]);
  const progress = stageProgress(talk, { reading: "Reading", converting: "Converting", measuring: "Measuring" });
  const set = await openTokenSet(resolve(cwd, data), {
    signal,
    onProgress: ({ done, total }) => progress.update("reading", done, total),
  });
  try {
    const measured = await talk.timed("measuring", () =>
      evaluateLanguage(model.graph ?? model.path, set, {
        command: typedCommand("eval lm", context),
        split,
        signal,
        ...(blockSize !== undefined && { blockSize }),
        ...(stride !== undefined && { stride }),
        ...(limit !== undefined && { limit }),
        ...(tokenizer !== undefined && { tokenizer: resolve(cwd, tokenizer) }),
        ...(weights && { weights }),
        ...(config && { config }),
        onProgress: ({ stage, done, total }) => progress.update(stage, done, total),
      }),
    );
    progress.end();
    const report = { ...measured, ...(model.pulled && { model_source: model.pulled }) };
    const files = (await write?.([{ report }], { cwd, signal })) ?? [];
    if (files.length > 0) talk.note(`the report is in ${files.join(", ")}`);
    printOne(context, report, (printer) => printEvaluation(printer, { report }));
    return 0;
  } finally {
    await set.close();
  }
}
