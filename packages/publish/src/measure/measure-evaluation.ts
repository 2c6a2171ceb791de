import { join } from "node:path";
import { type ImageSet, openImageSet, openTokenSet } from "@tiny-cats/data";
import { evaluateClassifier, evaluateGenerator, evaluateLanguage, type SplitChoice } from "@tiny-cats/eval/node";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../layout.ts";
import type { ModelKind } from "../model-kind.ts";
import type { Prepared, PreparedModel } from "../prepared.ts";
import type { MeasureOptions } from "./measure-options.ts";
import { documentText, writeIfChanged } from "./write-if-changed.ts";

/** Faults of the data or the model that leave a metric unmeasured; a gate decides what that means. */
const NO_MEASURE = new Set(["no-reference-heads", "no-features", "no-such-split", "not-causal"]);

/**
 * Evaluates a model with the very graph that is published, and writes the report; where that can't be done, why.
 *
 * @throws what opening the data and the evaluations throw, but "no-reference-heads", "no-features", "no-such-split" and "not-causal"
 */
export async function measureEvaluation(
  { folder }: Prepared,
  { model, path }: { model: PreparedModel; path: string },
  options: MeasureOptions,
): Promise<{ unmeasured?: string }> {
  if (options.data === undefined) return { unmeasured: "no report was found, and no data was given to measure on" };
  try {
    const result = await EVALUATE[model.kind](join(folder, model.graph.path), options.data, options);
    if ("unmeasured" in result) return result;
    const stop = { ...(options.signal && { signal: options.signal }) };
    if (result.sheet) await writeIfChanged(join(folder, LAYOUT.sheet), result.sheet, stop);
    await writeIfChanged(join(folder, path), documentText(result.report), stop);
    return {};
  } catch (error) {
    options.signal?.throwIfAborted();
    if (isTinyCatsError(error) && NO_MEASURE.has(error.code)) return { unmeasured: error.message };
    throw error;
  }
}

type Evaluate = (
  graph: string,
  data: string,
  options: MeasureOptions,
) => Promise<{ report: object; sheet?: Uint8Array } | { unmeasured: string }>;

const EVALUATE: Readonly<Record<ModelKind, Evaluate>> = {
  async classifier(graph, data, options) {
    const set = await openPictures(data, options);
    const split = options.split ?? heldOut(set);
    if (split === undefined)
      return { unmeasured: `${set.name} has neither a test nor a val part: only pictures that training may have seen` };
    const report = await evaluateClassifier(graph, set, {
      ...shared(options, "classifying"),
      split,
      ...(options.limit !== undefined && { limit: options.limit }),
    });
    return { report };
  },

  async generator(graph, data, options) {
    const { extractor, inception, against, perBreed } = options;
    if (!extractor) return { unmeasured: "no classifier was given by whose features drawings are compared" };
    const { onProgress, ...rest } = shared(options, "");
    return evaluateGenerator(graph, {
      ...rest,
      reference: await openPictures(data, options),
      extractor,
      ...(inception && { inception }),
      ...(against && { against }),
      ...(perBreed !== undefined && { perBreed }),
      ...(options.limit !== undefined && { limit: options.limit }),
      onProgress: ({ stage, done, total }) =>
        options.onProgress?.({ stage: "measure", what: GENERATOR_STAGES[stage], done, total }),
    });
  },

  async language(graph, data, options) {
    const { signal, tokenizer, limit, split, pool, command } = options;
    const set = await openTokenSet(data, {
      ...(signal && { signal }),
      onProgress: ({ done, total }) => options.onProgress?.({ stage: "measure", what: "reading tokens", done, total }),
    });
    try {
      const report = await evaluateLanguage(graph, set, {
        command,
        ...(split === "train" || split === "val" ? { split } : {}),
        ...(limit !== undefined && { limit }),
        ...(tokenizer !== undefined && { tokenizer }),
        ...(pool && { pool }),
        ...(signal && { signal }),
        onProgress: ({ done, total }) =>
          options.onProgress?.({ stage: "measure", what: "predicting tokens", done, total }),
      });
      return { report };
    } finally {
      await set.close();
    }
  },
};

const GENERATOR_STAGES = {
  reference: "looking at real heads",
  drawing: "drawing to compare",
  comparing: "comparing drawings with heads",
} as const;

function shared({ command, name, seed, cache, pool, signal, onProgress }: MeasureOptions, what: string) {
  return {
    command,
    ...(name !== undefined && { name }),
    ...(seed !== undefined && { seed }),
    ...(cache !== undefined && { cache }),
    ...(pool && { pool }),
    ...(signal && { signal }),
    onProgress: ({ done, total }: { done: number; total: number }) =>
      onProgress?.({ stage: "measure", what, done, total }),
  };
}

function openPictures(data: string, { index, signal, onProgress }: MeasureOptions): Promise<ImageSet> {
  return openImageSet(data, {
    ...(index !== undefined && { index }),
    ...(signal && { signal }),
    onProgress: ({ found }) =>
      onProgress?.({ stage: "measure", what: "looking for pictures", done: found, total: found }),
  });
}

/** What a classifier may be judged by: the set's test part, else val; all of a set without parts. */
function heldOut({ items }: ImageSet): SplitChoice | undefined {
  const there = new Set(items.map(({ split }) => split));
  if (there.has("test")) return "test";
  if (there.has("val")) return "val";
  return [...there].every((split) => split === undefined) ? "all" : undefined;
}
