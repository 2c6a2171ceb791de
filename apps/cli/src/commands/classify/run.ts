import { loadClassifier } from "@tiny-cats/core/node";
import { classifier as embedded } from "@tiny-cats/models";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { decodeInput } from "../../inputs/decode-input.ts";
import { expandInputs } from "../../inputs/expand-inputs.ts";
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
export async function runClassify({ io, out, talk, args, options }: CommandContext): Promise<ExitCode> {
  const {
    "top-k": topK,
    recursive,
    model,
    "batch-size": batchSize,
    format,
  } = options as OptionValues<typeof CLASSIFY_OPTIONS>;
  const { signal } = io;
  const source = modelSource(model, embedded, io.cwd);
  const { manifest, graph } = await findForTask(source, "image-classification", { signal });
  if (topK > manifest.labels.length) {
    throw usageError("invalid-option-value", `--top-k can't be ${topK}`, {
      value: topK,
      remedy: `use a whole number from 1 to ${manifest.labels.length}, the classes of ${manifest.name}`,
    });
  }
  const inputs = await expandInputs(args, { cwd: io.cwd, recursive });
  const classifier = await talk.timed("loading the model", () => loadClassifier(source, { signal }));
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
    if (list) list.item(outcomeJson(outcome, topK));
    else if ("classification" in outcome) {
      progress.end();
      printClassification(out, outcome.name, outcome.classification, topK);
    }
    progress.update(++done);
  }

  try {
    await talk.timed("classifying", async () => {
      const decode = (input: (typeof inputs)[number]) => decodeInput(input, io);
      for await (const outcome of classifyInputs(classifier, inputs, { decode, signal, batchSize })) report(outcome);
    });
  } finally {
    progress.end();
    list?.end();
    await classifier.dispose();
  }
  const by = `${manifest.name} (sha256 ${shortHash(graph.sha256)}) on ${classifier.runtime}`;
  talk.note(
    `${plural(done - failed, "picture")} classified by ${by}${failed > 0 ? `; ${failed} could not be read` : ""}`,
  );
  return failed > 0 ? 1 : 0;
}
