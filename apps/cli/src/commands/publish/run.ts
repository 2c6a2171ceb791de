import { publish, STAGES } from "@tiny-cats/publish";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { goOnNote } from "../../hub/go-on-note.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { repoOf } from "../../hub/repo-of.ts";
import { spareMemory } from "../../hub/spare-memory.ts";
import { workBars } from "../../output/work-bars.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { agreed } from "./agreed.ts";
import { checkTagFlags } from "./check-tag-flags.ts";
import { conclude } from "./conclude.ts";
import { planLines } from "./plan-lines.ts";
import { publishInputs } from "./publish-inputs.ts";
import { runPublishDataset } from "./run-dataset.ts";
import type { PUBLISH_OPTIONS } from "./spec.ts";

/** `tiny-cats publish`: shows what is to be done, asks, does it, and prints where it is. */
export async function runPublish(context: CommandContext): Promise<ExitCode> {
  spareMemory();
  const { talk, options } = context;
  const values = options as OptionValues<typeof PUBLISH_OPTIONS>;
  const { repo, dataset } = values;
  if (repo === undefined) {
    throw usageError("missing-argument", "no repository was named", { remedy: "give --repo owner/name" });
  }
  checkTagFlags(values);
  if (dataset !== undefined) return runPublishDataset(context, { repo, dataset });
  const id = repoOf(repo, undefined);
  const { place: _, ...access } = await hubAccess(context);
  const inputs = await publishInputs(context, id.name);
  const bars = workBars(talk);
  const outcome = await goOnNote(context, () =>
    publish(id, {
      ...access,
      ...inputs,
      confirm: (plan) => agreed(context, plan, planLines(plan)),
      onStage: (stage) => talk.note(`${STAGES.indexOf(stage) + 1}/${STAGES.length} ${stage}`),
      onKept: (stage) => talk.detail(`${stage}: as an earlier run left it`),
      onNote: talk.note,
      onProgress: bars.update,
    }).finally(bars.end),
  );
  return conclude(context, outcome, planLines);
}
