export {
  type ComparedModel,
  type CompareOptions,
  compareEvaluations,
  type EvaluationComparison,
  type MetricComparison,
  type Verdict,
} from "../compare/compare-evaluations.ts";
export type { Outcomes } from "../compare/paired-accuracy.ts";
export type { ReportPicture } from "./block.ts";
export { comparisonHtml } from "./comparison-html.ts";
export { comparisonMarkdown } from "./comparison-markdown.ts";
export { evaluationHtml } from "./evaluation-html.ts";
export { evaluationMarkdown } from "./evaluation-markdown.ts";
export { metricsOf, type ReportedMetric } from "./metrics-of.ts";
export { numberText, withInterval } from "./number-text.ts";
export type { ReportPart } from "./report-part.ts";
export { trainingWarning } from "./training-warning.ts";
