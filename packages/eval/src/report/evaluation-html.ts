import { evaluationPage } from "./evaluation-page.ts";
import { pageHtml } from "./page-html.ts";
import type { ReportPart } from "./report-part.ts";

/** Evaluation reports as one HTML file with their pictures in it, for people. Several are set side by side. */
export function evaluationHtml(...parts: [ReportPart, ...ReportPart[]]): string {
  return pageHtml(evaluationPage(parts));
}
