import { resolve } from "node:path";
import {
  compareEvaluations,
  comparisonHtml,
  comparisonMarkdown,
  type EvaluationComparison,
  type Outcomes,
} from "@tiny-cats/eval/report";
import { readTextBounded, writeFileAtomic } from "@tiny-cats/files";
import { parseEvaluationReportText } from "@tiny-cats/schema";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { printOne } from "../../output/print-one.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { endingOf } from "../ending-of.ts";
import type { EVAL_COMPARE_OPTIONS } from "./compare-spec.ts";
import { printComparison } from "./print-comparison.ts";
import { REPORT_ENDINGS } from "./report-to.ts";

/** More than any report or list of predictions has. */
const LARGEST = 2 ** 28;

const WRITERS: Readonly<Record<(typeof REPORT_ENDINGS)[number], (comparison: EvaluationComparison) => string>> = {
  ".json": (comparison) => `${JSON.stringify(comparison, null, 2)}\n`,
  ".md": comparisonMarkdown,
  ".html": comparisonHtml,
};

/** `tiny-cats eval compare`: 0 whatever the verdict. */
export async function runEvalCompare(context: CommandContext): Promise<ExitCode> {
  const { io, talk, args } = context;
  const { signal, cwd } = io;
  const { out, predictions = [] } = context.options as OptionValues<typeof EVAL_COMPARE_OPTIONS>;
  const ending = out === undefined ? undefined : endingOf("out", out, REPORT_ENDINGS);
  if (predictions.length !== 0 && predictions.length !== 2)
    throw usageError("invalid-option-value", `--predictions was given ${predictions.length} times`, {
      value: predictions,
      remedy: "give it twice, first for the first report",
    });
  const read = (path: string) => readTextBounded(resolve(cwd, path), { maxBytes: LARGEST, signal });
  const [a, b] = await Promise.all(args.map(async (path) => parseEvaluationReportText(await read(path))));
  const [ofA, ofB] = await Promise.all(predictions.map(async (path) => outcomesIn(await read(path))));
  const comparison = await compareEvaluations(a, b, {
    signal,
    ...(ofA && ofB && { outcomes: { a: ofA, b: ofB } }),
  });
  if (out !== undefined && ending) {
    await writeFileAtomic(resolve(cwd, out), WRITERS[ending](comparison), { signal });
    talk.note(`the comparison is in ${out}`);
  }
  printOne(context, comparison, (printer) => printComparison(printer, comparison));
  return 0;
}

/** Models' runtimes come along with what reads predictions: they are left alone until there are some. */
async function outcomesIn(text: string): Promise<Outcomes> {
  return (await import("@tiny-cats/eval/node")).predictionOutcomes(text);
}
