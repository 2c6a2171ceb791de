import { checkWhole } from "../features/check-option.ts";
import { doWork, type WorkOptions } from "../progress/do-work.ts";
import type { Work } from "../progress/work.ts";
import { type BootstrapOptions, bootstrapPlan, type Interval, percentileInterval } from "../sampling/interval.ts";
import { type Averages, averages, balancedAccuracy, f1Of, shareOf } from "./averages.ts";
import { calibrationError } from "./calibration-error.ts";
import { catNotCat } from "./cat-not-cat.ts";
import { checkLabels } from "./check-labels.ts";
import type { ClassificationMetrics } from "./classification-metrics.ts";
import { classCounts, confusion } from "./confusion.ts";
import { type ClassifiedItem, type JudgedRows, judgeRows } from "./judged-rows.ts";
import { createResampler } from "./resampler.ts";

/** What the classes are, and how the report is made. */
export interface ClassificationOptions extends WorkOptions {
  /** Names of the classes, in the order of the probabilities. */
  labels: readonly string[];
  /** The label that means no cat; "Other" unless told. Without such a label there is no cat / not-cat view. */
  other?: string;
  /** Numbers of classes that may hold the true one; 1, 3 and 5 unless told. Those above the number of classes are left out. */
  topK?: readonly number[];
  /** Bins of the calibration error; 15 unless told. */
  bins?: number;
  /** `stratified` keeps the number of items of each class; it is false unless told: items are drawn from all. */
  bootstrap?: BootstrapOptions & { stratified?: boolean };
}

/** An evaluation report's `classification`, whole, with two averages more. */
export type ClassificationReport = ClassificationMetrics & {
  n: number;
  /** Means over the classes that are there or were predicted, shares of nothing as 0. */
  macro: Averages;
  /** The same by the classes' items. */
  weighted: Averages;
  intervals: Record<string, Interval>;
};

/**
 * How well a classifier tells its classes apart. The predicted class is the most probable one, the first of equals.
 *
 * A class's precision, recall or F1 is null where it would be a share of nothing, and counts as 0 in the averages. Balanced accuracy leaves out classes without items.
 * `intervals` are percentiles of a bootstrap over items: accuracy, balanced_accuracy, macro_f1, expected_calibration_error, and top_k.<k>.
 * @throws TinyCatsError "too-few-samples" for no items, "unknown-class", "invalid-probabilities", "invalid-labels", "invalid-metric-option" or
 * "invalid-seed"
 */
export function classificationReport(
  items: Iterable<ClassifiedItem>,
  options: ClassificationOptions,
): Promise<ClassificationReport> {
  return doWork(reportWork(items, options), options);
}

function* reportWork(
  items: Iterable<ClassifiedItem>,
  { labels, other = "Other", topK = [1, 3, 5], bins = 15, bootstrap }: ClassificationOptions,
): Work<ClassificationReport> {
  checkLabels(labels);
  checkWhole("bins", bins, 1);
  for (const k of topK) checkWhole("topK", k, 1);
  const { level, replicates, seed } = bootstrapPlan(bootstrap);
  const classes = labels.length;
  const rows = judgeRows(items, classes);
  const ks = topK.filter((k) => k <= classes);
  const all = Int32Array.from({ length: rows.count }, (_, i) => i);
  const measure = (chosen: Int32Array) => scalars(rows, chosen, { classes, ks, bins });

  const resample = createResampler(rows.labels, { seed, stratified: bootstrap?.stratified ?? false });
  const values = measure(all);
  const replicated = Object.fromEntries(Object.keys(values).map((key) => [key, new Float64Array(replicates)]));
  for (let i = 0; i < replicates; i++) {
    for (const [key, value] of Object.entries(measure(resample(i)))) replicated[key][i] = value;
    yield (i + 1) / replicates;
  }
  const matrix = confusion(rows, classes, all);
  const counts = classCounts(matrix);
  return {
    n: rows.count,
    accuracy: values.accuracy,
    top_k: Object.fromEntries(ks.map((k) => [String(k), values[`top_k.${k}`]])),
    balanced_accuracy: values.balanced_accuracy,
    per_class: counts.map((one, c) => ({
      label: labels[c],
      precision: shareOf(one.right, one.predicted),
      recall: shareOf(one.right, one.support),
      f1: f1Of(one),
      support: one.support,
    })),
    macro: averages(counts, () => 1),
    weighted: averages(counts, ({ support }) => support),
    confusion_matrix: matrix,
    cat_not_cat: catNotCat(matrix, labels.indexOf(other)),
    expected_calibration_error: values.expected_calibration_error,
    intervals: Object.fromEntries(
      Object.entries(replicated).map(([key, all]) => [key, percentileInterval(all, level)]),
    ),
  };
}

function scalars(
  rows: JudgedRows,
  chosen: Int32Array,
  { classes, ks, bins }: { classes: number; ks: readonly number[]; bins: number },
): Record<string, number> {
  const within = (k: number) => chosen.reduce((sum, i) => sum + Number(rows.rank[i] < k), 0) / chosen.length;
  const counts = classCounts(confusion(rows, classes, chosen));
  return {
    accuracy: within(1),
    balanced_accuracy: balancedAccuracy(counts),
    macro_f1: averages(counts, () => 1).f1,
    expected_calibration_error: calibrationError(rows, bins, chosen),
    ...Object.fromEntries(ks.map((k) => [`top_k.${k}`, within(k)])),
  };
}
