import { appendFile } from "node:fs/promises";
import { type PublishOutcome, type PublishPlan, publish, reportMarkdown, STAGES } from "@tiny-cats/publish";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { goOnNote } from "../../hub/go-on-note.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { repoOf } from "../../hub/repo-of.ts";
import { spareMemory } from "../../hub/spare-memory.ts";
import { printOne } from "../../output/print-one.ts";
import { typedCommand } from "../../output/typed-command.ts";
import { confirm } from "../../questions/confirm.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { checkTagFlags } from "./check-tag-flags.ts";
import { planLines } from "./plan-lines.ts";
import { publishInputs } from "./publish-inputs.ts";
import { runPublishDataset } from "./run-dataset.ts";
import type { PUBLISH_OPTIONS } from "./spec.ts";
import { workBars } from "./work-bars.ts";

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
  const outcome = await goOnNote(context, () =>
    withProgress(context, (progress) =>
      publish(id, {
        ...access,
        ...inputs,
        command: typedCommand("publish", context),
        by: "@tiny-cats/cli",
        confirm: (plan) => agreed(context, plan),
        onKept: (stage) => talk.detail(`${stage}: as an earlier run left it`),
        onNote: (note) => talk.note(note),
        ...progress,
      }),
    ),
  );
  return conclude(context, outcome);
}

type Listeners = Pick<Parameters<typeof publish>[1], "onStage" | "onProgress">;

async function withProgress<T>({ talk }: CommandContext, work: (listeners: Listeners) => Promise<T>): Promise<T> {
  const bars = workBars(talk);
  try {
    return await work({
      onStage(stage) {
        bars.end();
        talk.note(`${STAGES.indexOf(stage) + 1}/${STAGES.length} ${stage}`);
      },
      onProgress: ({ what, done, total }) => bars.update(what, done, total),
    });
  } finally {
    bars.end();
  }
}

async function agreed(context: CommandContext, plan: PublishPlan): Promise<boolean> {
  for (const line of planLines(plan)) context.talk.note(line);
  return confirm(context, `publish to ${plan.repo_id}?`);
}

async function conclude(context: CommandContext, outcome: PublishOutcome): Promise<ExitCode> {
  if (outcome.status === "declined") return 1;
  if (outcome.status === "planned") {
    printOne(context, outcome.plan, (out) => {
      for (const line of planLines(outcome.plan)) out.line(line);
    });
    return 0;
  }
  const { report, files } = outcome;
  const summary = context.io.env.GITHUB_STEP_SUMMARY;
  if (summary) await appendFile(summary, reportMarkdown(report));
  context.talk.note(`the report is in ${files.json} and ${files.markdown}`);
  printOne(context, report, (out) => {
    out.line(`${out.style.bold(report.repo_id)} ${report.url}`);
    out.line(`  commit ${report.commit}${report.tag === undefined ? "" : `, tag ${report.tag}`}`);
    out.line(
      `  ${report.files.length} files, ${report.files_uploaded.length} of them sent, all compared with what was downloaded again`,
    );
  });
  return 0;
}
