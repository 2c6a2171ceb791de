import { appendFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type DatasetPlan, publishDataset, reportMarkdown } from "@tiny-cats/publish";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { goOnNote } from "../../hub/go-on-note.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { bytes } from "../../output/bytes.ts";
import { plural } from "../../output/plural.ts";
import { printOne } from "../../output/print-one.ts";
import { printable } from "../../output/printable.ts";
import { typedCommand } from "../../output/typed-command.ts";
import { confirm } from "../../questions/confirm.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import type { PUBLISH_OPTIONS } from "./spec.ts";
import { workBars } from "./work-bars.ts";

/** `tiny-cats publish --dataset`: shows what of a data set is to be sent, asks, sends it, and prints where it is. */
export async function runPublishDataset(
  context: CommandContext,
  { repo, dataset }: { repo: string; dataset: string },
): Promise<ExitCode> {
  const { io, talk, args, options } = context;
  const values = options as OptionValues<typeof PUBLISH_OPTIONS>;
  if (args[0] !== undefined) {
    throw usageError("conflicting-options", "a folder of models and --dataset were both given", {
      remedy: "publish one after the other",
    });
  }
  const at = (path: string) => resolve(io.cwd, path);
  const { place: _, ...access } = await hubAccess(context);
  const { license, message, tag, work, "no-tag": untagged, "report-dir": reportDir } = values;
  const bars = workBars(talk);
  const outcome = await goOnNote(context, () =>
    publishDataset(at(dataset), {
      ...access,
      repo,
      work: at(work ?? join(".cache", "tiny-cats", "publish", `datasets--${repo.replaceAll("/", "--")}`)),
      private: values.private,
      pullRequest: values.pr,
      dryRun: values["dry-run"],
      ...(license !== undefined && { license }),
      ...(message !== undefined && { message }),
      ...(untagged ? { tag: false as const } : tag !== undefined && { tag }),
      ...(reportDir !== undefined && { reportDir: at(reportDir) }),
      command: typedCommand("publish", context),
      by: "@tiny-cats/cli",
      confirm: (plan) => {
        bars.end();
        for (const line of planLines(plan)) talk.note(line);
        return confirm(context, `publish to ${plan.repo_id}?`);
      },
      onProgress: ({ what, done, total }) => bars.update(what, done, total),
    }).finally(() => bars.end()),
  );
  if (outcome.status === "declined") return 1;
  if (outcome.status === "planned") {
    printOne(context, outcome.plan, (out) => {
      for (const line of planLines(outcome.plan)) out.line(line);
    });
    return 0;
  }
  const { report, files } = outcome;
  if (io.env.GITHUB_STEP_SUMMARY) await appendFile(io.env.GITHUB_STEP_SUMMARY, reportMarkdown(report));
  talk.note(`the report is in ${files.json} and ${files.markdown}`);
  printOne(context, report, (out) => {
    out.line(`${out.style.bold(report.repo_id)} ${report.url}`);
    out.line(`  commit ${report.commit}${report.tag === undefined ? "" : `, tag ${report.tag}`}`);
    out.line(`  ${plural(report.files.length, "file")}, all compared with what was downloaded again`);
  });
  return 0;
}

function planLines({ repo_id, commit, splits, files, bytes: size, message, tag, notes }: DatasetPlan): string[] {
  const changes = (["add", "change", "delete", "keep"] as const).map(
    (change) => `${files.filter((file) => file.change === change).length} to ${change}`,
  );
  return [
    `${repo_id}${commit === null ? ", which is not there yet" : ` at ${commit.slice(0, 12)}`}`,
    ...splits.map(({ name, items }) => `  ${printable(name)}: ${plural(items, "item")}`),
    `files: ${changes.join(", ")}; ${bytes(size)} to send`,
    ...notes.map((note) => `note: ${printable(note)}`),
    `commit: ${printable(message)}`,
    tag === null ? "no tag" : `tag, once it is verified: ${tag}`,
  ];
}
