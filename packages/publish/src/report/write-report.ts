import { join } from "node:path";
import { writeFileAtomic } from "@tiny-cats/files";
import type { PublishReport } from "@tiny-cats/schema";
import { makeFolder } from "../resume/make-folder.ts";
import type { PublicationReport } from "./make-report.ts";
import { reportMarkdown } from "./report-markdown.ts";

/** Where a publication's report was written. */
export interface ReportFiles {
  json: string;
  markdown: string;
}

/** Writes publish-report.json and publish-report.md. @throws FilesError of writing */
export async function writeReport(folder: string, report: PublishReport | PublicationReport): Promise<ReportFiles> {
  await makeFolder(folder);
  const files = { json: join(folder, "publish-report.json"), markdown: join(folder, "publish-report.md") };
  await writeFileAtomic(files.json, `${JSON.stringify(report, null, 2)}\n`);
  await writeFileAtomic(files.markdown, reportMarkdown(report));
  return files;
}
