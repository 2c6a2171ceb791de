import type { EvaluationReport } from "@tiny-cats/schema";

/** An evaluation report's `classification`, measured. */
export type ClassificationMetrics = NonNullable<EvaluationReport["classification"]>;
