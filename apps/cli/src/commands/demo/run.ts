import { relative, resolve } from "node:path";
import type { Classifier } from "@tiny-cats/core";
import { findModel, loadClassifier, loadGenerator, type Picture } from "@tiny-cats/core/node";
import * as embedded from "@tiny-cats/models";
import type { CommandContext } from "../../command-context.ts";
import { drawSet } from "../../drawing/draw-set.ts";
import { stepProgress } from "../../drawing/step-progress.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { expandInputs } from "../../inputs/expand-inputs.ts";
import { readInput } from "../../inputs/read-input.ts";
import { noteRuntime } from "../../models/runtime-note.ts";
import { plural } from "../../output/plural.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { classifyInputs } from "../classify/classify-inputs.ts";
import { printClassification } from "../classify/print-classification.ts";
import { printNext } from "./print-next.ts";
import { printPreview } from "./print-preview.ts";
import { printVerdicts } from "./print-verdicts.ts";
import type { DEMO_OPTIONS } from "./spec.ts";
import { verdicts } from "./verdicts.ts";

const SEED = 1;

/** `tiny-cats demo`: both models at work on pictures given and on twelve drawings; 1 where a picture could not be read. */
export async function runDemo(context: CommandContext): Promise<ExitCode> {
  const { io, out, talk, options } = context;
  const { signal } = io;
  const { out: given } = options as OptionValues<typeof DEMO_OPTIONS>;
  const target = resolve(io.cwd, given);
  const folder = relative(io.cwd, target) || ".";
  const classifier = await talk.timed("loading the classifier", () => loadClassifier(embedded.classifier, { signal }));
  noteRuntime(talk, classifier.runtime);
  const failed = await classifyGiven(context, classifier);

  const generator = await talk.timed("loading the generator", () => loadGenerator(embedded.generator, { signal }));
  const { sampler, drawable } = generator.manifest.generation;
  out.line(out.style.bold(`Drawing one cat of each of ${plural(drawable.length, "breed")} from seed ${SEED}`));
  const progress = talk.progress(`Drawing ${plural(drawable.length, "picture")}`, drawable.length * sampler.steps);
  try {
    const found = await findModel(embedded.generator, { signal });
    const set = { seed: SEED, folder: target, grid: true, found, signal, onStep: stepProgress(progress) };
    const requests = drawable.map((breed) => ({ breed }));
    const drawn = await talk.timed("drawing", () => drawSet(generator, requests, set));
    progress.end();
    const seen = await verdicts(classifier, drawn, { signal });
    printVerdicts(out, seen);
    out.line();
    if (io.env.TERM !== "dumb") {
      printPreview(out, seen);
      out.line();
    }
    printNext(out, { folder, program: io.program, count: drawn.length });
  } finally {
    progress.end();
    await Promise.all([classifier.dispose(), generator.dispose()]);
  }
  return failed > 0 ? 1 : 0;
}

/** Classifies the pictures given, if any; returns how many could not be read. */
async function classifyGiven(
  { io, out, talk, args }: CommandContext,
  classifier: Classifier<Picture>,
): Promise<number> {
  const inputs = await expandInputs(args, { cwd: io.cwd });
  let failed = 0;
  if (inputs.length > 0) out.line(out.style.bold(`Classifying ${plural(inputs.length, "picture")}`));
  const read = (input: (typeof inputs)[number]) => readInput(input, io);
  for await (const outcome of classifyInputs(classifier, inputs, { read, signal: io.signal, batchSize: 8 })) {
    if ("error" in outcome) {
      failed++;
      talk.error(outcome.error, outcome.name);
    } else printClassification(out, outcome.name, outcome.classification, 3);
    out.line();
  }
  return failed;
}
