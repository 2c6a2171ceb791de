import { findLabel, softmax } from "@tiny-cats/core";
import { findModel, type LoadOptions, loadClassifier, type ModelSource } from "@tiny-cats/core/node";
import { type ImageItem, type ImageSet, itemsSha256 } from "@tiny-cats/data";
import { type ClassifierEvaluation, parseEvaluationReport } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { type ClassificationReport, classificationReport } from "../../classification/classification-report.ts";
import type { BootstrapOptions } from "../../sampling/interval.ts";
import { openRecordCache } from "../cache/open-record-cache.ts";
import { NO_TRAINING_FACTS } from "../checkpoint/training-facts.ts";
import { chooseItems, type SplitChoice } from "../report/choose-items.ts";
import { limited } from "../report/limited.ts";
import { provenance } from "../report/provenance.ts";
import { type BrokenPicture, classifyItems } from "./classify-items.ts";

/** What the classifier said of one picture. */
export interface PicturePrediction {
  file: string;
  sha256: string;
  label: string;
  predicted: string;
  /** Of the model's labels, in their order. */
  probabilities: Float64Array;
}

export interface EvaluateClassifierOptions extends Omit<LoadOptions, "device"> {
  /** What is measured on; needed where the set has splits. On `train` accuracy says nothing, and the report says so. */
  split?: SplitChoice;
  /** Name of the set in the report; its folder's unless told. */
  name?: string;
  /** Measures the first so many pictures of the split in random order by `seed`. */
  limit?: number;
  /** Of the bootstrap, and of what `limit` takes; 0 unless told. */
  seed?: number;
  bootstrap?: Omit<BootstrapOptions, "seed">;
  /** A folder to keep logits in, so that what is done once need not be done again. */
  cache?: string;
  /** What was typed to get the report, for its provenance. */
  command: string;
  /** Pictures per run; 8 unless told. */
  batchSize?: number;
  onProgress?(progress: { done: number; total: number }): void;
  /** Told of every picture that was measured, in the set's order. */
  onPrediction?(prediction: PicturePrediction): void;
}

/** An evaluation report, with the names of the rows of its tables and what could not be measured. */
export type ClassifierReport = ClassifierEvaluation & {
  labels: string[];
  broken: BrokenPicture[];
};

/**
 * Measures a classifier on pictures with labels, as loadClassifier has it: read, preprocessed and run in a worker thread, a few batches in memory.
 *
 * Pictures that can't be read are in the report's `broken`; `measured.n` counts those measured. `measured.data.seen_in_training` is true where pictures of the
 * split `train` were among them.
 * @throws TinyCatsError "no-such-split", "unknown-class" where a class of the set is none of the model's, "too-few-samples" where no picture could be read,
 * "invalid-metric-option", "wrong-model" and what loadClassifier throws; FilesError of writing the cache; the signal's reason
 */
export async function evaluateClassifier(
  model: ModelSource,
  set: ImageSet,
  options: EvaluateClassifierOptions,
): Promise<ClassifierReport> {
  const { seed = 0, batchSize = 8, signal, onProgress, onPrediction, bootstrap, command } = options;
  const { name: split, items: all } = chooseItems(set, options.split);
  const items = limited(all, options.limit, seed);
  const { graph } = await findModel(model, { task: "image-classification", signal });
  await using classifier = await loadClassifier(model, options);
  const { labels, manifest, runtime } = classifier;
  const ids = labelIds(items, labels);
  const cache =
    options.cache === undefined
      ? undefined
      : await openRecordCache(options.cache, {
          kind: {
            what: "logits, float32",
            model: graph.sha256,
            preprocessing: manifest.preprocessing,
            runtime,
          },
          size: 4 * labels.length,
          signal,
        });
  const measuredItems: ImageItem[] = [];
  const judged: { label: number; probabilities: Float64Array }[] = [];
  const broken: BrokenPicture[] = [];
  let done = 0;
  for await (const outcome of classifyItems(classifier, items, { cache, batchSize, signal })) {
    onProgress?.({ done: ++done, total: items.length });
    signal?.throwIfAborted();
    if ("broken" in outcome) {
      broken.push(outcome.broken);
      continue;
    }
    const { item, logits } = outcome;
    const probabilities = softmax(logits);
    const label = ids.get(item.label)!;
    measuredItems.push(item);
    judged.push({ label, probabilities });
    const best = probabilities.reduce((top, p, i) => (p > probabilities[top] ? i : top), 0);
    const { file, sha256 } = item;
    onPrediction?.({ file, sha256, label: labels[label], predicted: labels[best], probabilities });
  }
  const { n, ...classification } = await classificationReport(judged, {
    labels,
    bootstrap: { ...bootstrap, seed },
    signal,
  });
  const report = {
    schema: "tiny-cats/evaluation-report",
    version: 1,
    task: "image-classification",
    measured: await provenance({
      model: { file: graph.path, sha256: graph.sha256 },
      data: {
        name: options.name ?? set.name,
        split,
        n: all.length,
        sha256: itemsSha256(measuredItems),
        seen_in_training: measuredItems.some((item) => item.split === "train"),
      },
      n,
      seed,
      command,
      pictures: true,
      runtimes: [runtime],
    }),
    classification,
    labels,
    broken,
    not_measured: reasons(classification),
    metadata: NO_TRAINING_FACTS,
  };
  return parseEvaluationReport(report) as ClassifierReport;
}

/** The model's label for each label of the set. */
function labelIds(items: readonly ImageItem[], labels: readonly string[]): Map<string, number> {
  const names = [...new Set(items.map(({ label }) => label))];
  return new Map(
    names.map((name) => {
      try {
        return [name, findLabel(name, labels)];
      } catch (cause) {
        throw new TinyCatsError("unknown-class", `the set's class "${name}" is none of the model's`, {
          value: name,
          remedy: `measure on pictures of ${labels.join(", ")} alone`,
          cause,
        });
      }
    }),
  );
}

function reasons(classification: Omit<ClassificationReport, "n">): Record<string, string> {
  const perClass = classification.per_class ?? [];
  const none = (key: "precision" | "recall" | "f1") => perClass.some((one) => one[key] === null);
  const view = classification.cat_not_cat;
  return {
    ...(none("precision") && { "classification.per_class.precision": "no picture was predicted as the class" }),
    ...(none("recall") && { "classification.per_class.recall": "no picture is of the class" }),
    ...(none("f1") && { "classification.per_class.f1": "no picture is of the class or was predicted as it" }),
    ...(view === null && { "classification.cat_not_cat": "the model has no class for what is no cat" }),
    ...(view?.cat_recall === null && { "classification.cat_not_cat.cat_recall": "no picture shows a cat" }),
    ...(view?.other_recall === null && { "classification.cat_not_cat.other_recall": "every picture shows a cat" }),
  };
}
