import type { EvaluationComparison } from "../compare/compare-evaluations.ts";
import { comparisonPage } from "./comparison-page.ts";
import { pageHtml } from "./page-html.ts";

/** A comparison as one HTML file, for people. */
export function comparisonHtml(comparison: EvaluationComparison): string {
  return pageHtml(comparisonPage(comparison));
}
