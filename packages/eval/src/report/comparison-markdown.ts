import type { EvaluationComparison } from "../compare/compare-evaluations.ts";
import { comparisonPage } from "./comparison-page.ts";
import { pageMarkdown } from "./page-markdown.ts";

/** A comparison as Markdown, for people. */
export function comparisonMarkdown(comparison: EvaluationComparison): string {
  return pageMarkdown(comparisonPage(comparison));
}
