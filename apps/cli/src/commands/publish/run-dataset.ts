import { resolve } from "node:path";
import { publishDataset } from "@tiny-cats/publish";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { goOnNote } from "../../hub/go-on-note.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { workBars } from "../../output/work-bars.ts";
import { agreed } from "./agreed.ts";
import { checkDatasetFlags } from "./check-dataset-flags.ts";
import { commonInputs } from "./common-inputs.ts";
import { conclude } from "./conclude.ts";
import { datasetPlanLines } from "./dataset-plan-lines.ts";

/** `tiny-cats publish --dataset`: shows what of a data set is to be sent, asks, sends it, and prints where it is. */
export async function runPublishDataset(
  context: CommandContext,
  { repo, dataset }: { repo: string; dataset: string },
): Promise<ExitCode> {
  checkDatasetFlags(context);
  const { io, talk } = context;
  const { place: _, ...access } = await hubAccess(context);
  const bars = workBars(talk);
  const outcome = await goOnNote(context, () =>
    publishDataset(resolve(io.cwd, dataset), {
      ...access,
      ...commonInputs(context, `datasets/${repo}`),
      repo,
      confirm: (plan) => agreed(context, plan, datasetPlanLines(plan)),
      onProgress: bars.update,
    }).finally(bars.end),
  );
  return conclude(context, outcome, datasetPlanLines);
}
