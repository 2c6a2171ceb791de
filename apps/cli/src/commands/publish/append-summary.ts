import { appendFile } from "node:fs/promises";
import { reportMarkdown } from "@tiny-cats/publish";
import type { PublishReport } from "@tiny-cats/schema";
import type { CommandContext } from "../../command-context.ts";

/** Adds a report to the summary of a workflow's job, where there is one. By then all is published: a fault is told, and is no error. */
export async function appendSummary({ io, talk }: CommandContext, report: PublishReport): Promise<void> {
  const summary = io.env.GITHUB_STEP_SUMMARY;
  if (!summary) return;
  await appendFile(summary, reportMarkdown(report)).catch(({ code }: NodeJS.ErrnoException) =>
    talk.note(`the report could not be added to the job's summary, GITHUB_STEP_SUMMARY: the system says ${code}`),
  );
}
