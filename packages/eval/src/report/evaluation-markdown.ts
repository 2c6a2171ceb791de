import { evaluationPage } from "./evaluation-page.ts";
import { pageMarkdown } from "./page-markdown.ts";
import type { ReportPart } from "./report-part.ts";

/** Evaluation reports as Markdown, for people; pictures are referred to by their files. Several are set side by side. */
export function evaluationMarkdown(...parts: [ReportPart, ...ReportPart[]]): string {
  return pageMarkdown(evaluationPage(parts));
}
