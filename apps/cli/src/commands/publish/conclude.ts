import type { ReportFiles } from "@tiny-cats/publish";
import type { PublishReport } from "@tiny-cats/schema";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { plural } from "../../output/plural.ts";
import { printOne } from "../../output/print-one.ts";
import { appendSummary } from "./append-summary.ts";

/** How a publication of models or of data ended. */
type Outcome<Plan> =
  | { status: "published"; report: PublishReport; files: ReportFiles }
  | { status: "planned"; plan: Plan }
  | { status: "declined" };

/** Prints how a publication ended. */
export async function conclude<Plan extends object>(
  context: CommandContext,
  outcome: Outcome<Plan>,
  planLines: (plan: Plan) => string[],
): Promise<ExitCode> {
  if (outcome.status === "declined") return 1;
  if (outcome.status === "planned") {
    printOne(context, outcome.plan, (out) => {
      for (const line of planLines(outcome.plan)) out.line(line);
    });
    return 0;
  }
  const { report, files } = outcome;
  await appendSummary(context, report);
  context.talk.note(`the report is in ${files.json} and ${files.markdown}`);
  printOne(context, report, (out) => {
    out.line(`${out.style.bold(report.repo_id)} ${report.url}`);
    out.line(`  commit ${report.commit}${report.tag === undefined ? "" : `, tag ${report.tag}`}`);
    const sent = `${report.files_uploaded.length} of them sent`;
    out.line(`  ${plural(report.files.length, "file")}, ${sent}, all compared with what was downloaded again`);
  });
  return 0;
}
