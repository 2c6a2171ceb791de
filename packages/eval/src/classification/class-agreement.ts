import type { WorkOptions } from "../progress/do-work.ts";
import type { BootstrapOptions, Interval } from "../sampling/interval.ts";
import { classificationReport } from "./classification-report.ts";
import type { ClassifiedItem } from "./judged-rows.ts";

/** How often a classifier sees in drawings what was asked for. */
export interface ClassAgreement {
  agreement: number;
  /** Percentiles of a bootstrap over drawings, stratified by the class asked for. */
  interval: Interval;
  /** By class asked for; null where none was. */
  perClass: { label: string; agreement: number | null; drawings: number }[];
  n: number;
}

/** The classes, and how the interval is had. */
export interface ClassAgreementOptions extends WorkOptions {
  /** Names of the classes, in the order of the probabilities. */
  labels: readonly string[];
  bootstrap?: BootstrapOptions;
}

/**
 * The share of drawings whose most probable class is the one they were drawn as.
 *
 * @param drawings `label` is the class asked for
 * @throws what classificationReport throws
 */
export async function classAgreement(
  drawings: Iterable<ClassifiedItem>,
  { labels, bootstrap, signal, onProgress }: ClassAgreementOptions,
): Promise<ClassAgreement> {
  const report = await classificationReport(drawings, {
    labels,
    topK: [1],
    bootstrap: { ...bootstrap, stratified: true },
    signal,
    onProgress,
  });
  return {
    agreement: report.accuracy ?? 0,
    interval: report.intervals.accuracy,
    perClass: (report.per_class ?? []).map(({ label, recall, support }) => ({
      label,
      agreement: recall,
      drawings: support,
    })),
    n: report.n,
  };
}
