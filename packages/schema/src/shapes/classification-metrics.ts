import * as v from "valibot";
import { intervals } from "./intervals.ts";
import { openObject } from "./open-object.ts";
import { record } from "./record.ts";
import { count, share, text } from "./scalars.ts";

/** One class: null is a share of nothing, such as the precision of a class that was never predicted. */
const classMetrics = openObject({
  label: text,
  precision: v.nullable(share),
  recall: v.nullable(share),
  f1: v.nullable(share),
  /** Items of the class. */
  support: count,
});

const shape = openObject({
  accuracy: v.nullable(share),
  /** Share of items whose label is among the k most probable, by k. */
  top_k: v.nullable(record(v.pipe(v.string(), v.regex(/^[1-9]\d*$/, "must be a whole number")), share)),
  /** Mean of the classes' recall. */
  balanced_accuracy: v.nullable(share),
  per_class: v.nullable(v.array(classMetrics)),
  /** Counts: a row a true label, a column a predicted one, in the labels' order. */
  confusion_matrix: v.nullable(v.array(v.array(count))),
  /** The labels taken as two: any breed, and Other. */
  cat_not_cat: v.nullable(
    openObject({ accuracy: share, cat_recall: v.nullable(share), other_recall: v.nullable(share) }),
  ),
  /** Guo et al. 2017. */
  expected_calibration_error: v.nullable(share),
  /** Confidence intervals by the metric's key. */
  intervals: v.nullable(intervals),
});

/** How well a classifier tells its labels apart. */
export type ClassificationMetrics = v.InferOutput<typeof shape>;

/** How well a classifier tells its labels apart. */
export const classificationMetrics: v.GenericSchema<ClassificationMetrics> = shape;
