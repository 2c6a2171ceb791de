import * as v from "valibot";
import { intervals } from "./intervals.ts";
import { extractor, hashedFile, measured } from "./measured.ts";
import { notMeasured } from "./not-measured.ts";

/** Numbers out of another report: its provenance, and the report itself by its path in the repository and its hash. */
export const takenFromBenchmark = { measured, source: hashedFile, not_measured: notMeasured };

/** As takenFromBenchmark, of an evaluation of drawings. */
export const takenFromEvaluation = {
  ...takenFromBenchmark,
  /** Confidence intervals by the metric's key. */
  intervals: v.optional(intervals),
  inception: v.optional(extractor),
};
