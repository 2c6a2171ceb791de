import type { UploadResult } from "@tiny-cats/hub";
import { amount } from "../../hub/amount.ts";
import { plural } from "../../output/plural.ts";
import type { Printer } from "../../output/printer.ts";

/** What an upload did, for people. */
export function printResult(out: Printer, result: UploadResult): void {
  const { url, commit, commits, pull_request, files_uploaded, files_deleted, bytes, seconds } = result;
  out.line(out.style.bold(pull_request?.url ?? url));
  if (commits.length === 0) {
    out.line(`nothing to upload: ${commit} has it all`);
    return;
  }
  out.line(`commit  ${commit}${commits.length > 1 ? `, the last of ${commits.length}` : ""}`);
  const speed = `${result.mean_mb_per_s.toFixed(1)} MB/s, ${result.peak_mb_per_s.toFixed(1)} at the most`;
  out.line(`sent    ${amount(files_uploaded.length, bytes)} in ${seconds.toFixed(1)} s (${speed})`);
  if (files_deleted.length > 0) out.line(`deleted ${plural(files_deleted.length, "file")}`);
}
