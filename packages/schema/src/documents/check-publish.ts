import type { Problem } from "../shapes/cross-check.ts";
import { checkReasons } from "../shapes/not-measured.ts";
import type { PublishReport } from "./publish-report.ts";

/** What in a publish report is silent or contradicts itself. */
export function checkPublish(report: PublishReport): Problem[] {
  const problems = checkReasons(report, ["mean_mb_per_s", "peak_mb_per_s"]);
  const sizes = new Map<string, number>();
  report.files.forEach(({ path, bytes }, i) => {
    if (sizes.has(path)) problems.push({ path: ["files", i, "path"], message: "occurs twice" });
    sizes.set(path, bytes);
  });
  report.files_uploaded.forEach((path, i) => {
    if (report.files_uploaded.indexOf(path) < i)
      problems.push({ path: ["files_uploaded", i], message: "occurs twice" });
    else if (!sizes.has(path))
      problems.push({ path: ["files_uploaded", i], message: `must be one of files, not "${path}"` });
  });
  report.missing.forEach(({ path }, i) => {
    if (sizes.has(path))
      problems.push({ path: ["missing", i, "path"], message: `must not be one of files, "${path}"` });
  });
  const sent = report.files_uploaded.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0);
  if (problems.length === 0 && sent !== report.bytes)
    problems.push({ path: ["bytes"], message: `must be ${sent}, the size of the files sent, not ${report.bytes}` });
  return problems;
}
