import { checkInterval } from "../shapes/check-interval.ts";
import type { ClassificationMetrics } from "../shapes/classification-metrics.ts";
import type { Problem } from "../shapes/cross-check.ts";
import { checkReasons } from "../shapes/not-measured.ts";
import type { EvaluationReport } from "./evaluation-report.ts";

const BY_INCEPTION = ["fid", "inception_score"] as const;
const BY_EXTRACTOR = ["frechet_distance", "class_score", "kid", "precision", "recall", "density", "coverage"] as const;

/** What in an evaluation report is silent or contradicts itself. */
export function checkEvaluation(report: EvaluationReport): Problem[] {
  return [
    ...checkReasons(report, [...BY_INCEPTION, ...BY_EXTRACTOR, "classification", "language"]),
    ...checkExtractor(report, "inception", BY_INCEPTION),
    ...checkExtractor(report, "extractor", BY_EXTRACTOR),
    ...(report.classification ? checkClassification(report.classification) : []),
    ...checkIntervals(report.intervals),
    ...checkIntervals(report.classification?.intervals, "classification"),
    ...checkIntervals(report.language?.intervals, "language"),
  ];
}

/** Distances between drawings mean nothing without the network that felt them. */
function checkExtractor(
  report: EvaluationReport,
  by: "inception" | "extractor",
  metrics: readonly (keyof EvaluationReport)[],
): Problem[] {
  const measured = metrics.filter((key) => (report[key] ?? null) !== null);
  if (measured.length === 0 || report[by]) return [];
  return [
    {
      path: [by],
      message: `must name the network that ${measured.join(", ")} ${measured.length > 1 ? "were" : "was"} measured by`,
    },
  ];
}

function checkClassification({ per_class, confusion_matrix }: ClassificationMetrics): Problem[] {
  const at = (...path: (string | number)[]) => ["classification", ...path];
  const problems: Problem[] = [];
  const size = confusion_matrix?.length ?? 0;
  confusion_matrix?.forEach((row, i) => {
    if (row.length !== size)
      problems.push({ path: at("confusion_matrix", i), message: `must have ${size} columns, not ${row.length}` });
  });
  if (confusion_matrix && per_class) {
    if (per_class.length !== size)
      problems.push({ path: at("per_class"), message: `must list ${size} classes, not ${per_class.length}` });
    per_class.forEach(({ support }, i) => {
      const items = confusion_matrix[i]?.reduce((sum, cell) => sum + cell, 0) ?? support;
      if (items !== support)
        problems.push({
          path: at("per_class", i, "support"),
          message: `must be ${items} as its row of confusion_matrix`,
        });
    });
  }
  return problems;
}

function checkIntervals(
  intervals: Record<string, { low: number; high: number }> | null | undefined,
  ...path: string[]
): Problem[] {
  return Object.entries(intervals ?? {}).flatMap(([key, own]) => checkInterval(own, [...path, "intervals", key]));
}
