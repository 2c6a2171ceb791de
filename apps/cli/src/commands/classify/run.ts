import { decodeImage, loadClassifier, type ModelSource } from "@tiny-cats/core/node";
import { classifier as embedded } from "@tiny-cats/models";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { expandInputs, type Input } from "../../inputs/expand-inputs.ts";
import { readInput } from "../../inputs/read-input.ts";
import { findForTask } from "../../models/find-for-task.ts";
import { modelSource } from "../../models/model-source.ts";
import { noteRuntime } from "../../models/runtime-note.ts";
import { shortHash } from "../../models/short-hash.ts";
import { chooseFormat } from "../../output/format.ts";
import { plural } from "../../output/plural.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { classifyInputs, type Outcome } from "./classify-inputs.ts";
import { outcomeJson } from "./outcome-json.ts";
import { printClassification } from "./print-classification.ts";
import type { CLASSIFY_OPTIONS } from "./spec.ts";

/** `tiny-cats classify`: prints what the classifier says of each picture; 1 where one could not be read. */
export async function runClassify(context: CommandContext): Promise<ExitCode> {
  const { io, out, talk, args, options } = context;
  const {
    "top-k": topK,
    recursive,
    model,
    "batch-size": batchSize,
    format,
  } = options as OptionValues<typeof CLASSIFY_OPTIONS>;
  const { signal } = io;
  const { source, pulled } = await modelSource(context, model, embedded, { kinds: ["classifier"] });
  const { loading, giveUp } = startLoading(source, signal);
  const { inputs, found } = await prepare(source).catch((error) => {
    giveUp();
    throw error;
  });
  // The first picture is decoded here while the model is loaded in its thread, which decodes the others. Standard input, which may never end, waits for the model.
  const first = inputs.length > 0 && "path" in inputs[0] ? decodeImage(inputs[0].path, { signal }) : undefined;
  first?.catch(() => undefined);
  const classifier = await talk.timed("loading the model", () => loading);
  noteRuntime(talk, classifier.runtime);

  const chosen = chooseFormat(format, io.stdout);
  const list = chosen === "human" ? undefined : out.list(chosen);
  const progress = talk.progress(`Classifying ${plural(inputs.length, "picture")}`, inputs.length);
  let failed = 0;
  let done = 0;

  function report(outcome: Outcome): void {
    if ("error" in outcome) {
      failed++;
      talk.error(outcome.error, outcome.name);
    }
    if (list) list.item({ ...outcomeJson(outcome, topK), ...(pulled && { model: pulled }) });
    else if ("classification" in outcome) {
      progress.end();
      printClassification(out, outcome.name, outcome.classification, topK);
    }
    progress.update(++done);
  }

  try {
    await talk.timed("classifying", async () => {
      const read = async (input: Input) => (input === inputs[0] && first ? first : readInput(input, io));
      for await (const outcome of classifyInputs(classifier, inputs, { read, signal, batchSize })) report(outcome);
    });
  } finally {
    progress.end();
    list?.end();
    await classifier.dispose();
  }
  const by = `${found.manifest.name} (sha256 ${shortHash(found.graph.sha256)}) on ${classifier.runtime}`;
  talk.note(
    `${plural(done - failed, "picture")} classified by ${by}${failed > 0 ? `; ${failed} could not be read` : ""}`,
  );
  return failed > 0 ? 1 : 0;

  /** What the command line comes to, found out while the model is loading. */
  async function prepare(source: ModelSource) {
    const found = await findForTask(source, "image-classification", { signal });
    const { name, labels } = found.manifest;
    if (topK > labels.length) {
      throw usageError("invalid-option-value", `--top-k can't be ${topK}`, {
        value: topK,
        remedy: `use a whole number from 1 to ${labels.length}, the classes of ${name}`,
      });
    }
    return { found, inputs: await expandInputs(args, { cwd: io.cwd, recursive }) };
  }
}

/** A classifier on its way, and how to have it no more. */
function startLoading(source: ModelSource, signal: AbortSignal) {
  const stop = new AbortController();
  const loading = loadClassifier(source, { signal: AbortSignal.any([signal, stop.signal]) });
  // Whoever awaits it hears of its failure; until then that must not count as unhandled.
  loading.catch(() => undefined);
  return { loading, giveUp: () => stop.abort() };
}
