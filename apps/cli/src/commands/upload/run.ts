import { resolve } from "node:path";
import { checkCanWrite, planUpload, type RepoId, type UploadPlan, type UploadResult, upload } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { goOnNote } from "../../hub/go-on-note.ts";
import { type HubAccess, hubAccess } from "../../hub/hub-access.ts";
import { repoLabel } from "../../hub/repo-label.ts";
import { repoOf } from "../../hub/repo-of.ts";
import { spareMemory } from "../../hub/spare-memory.ts";
import { plural } from "../../output/plural.ts";
import { printOne } from "../../output/print-one.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import { confirm } from "../../questions/confirm.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { checkFlags } from "./check-flags.ts";
import { planJson } from "./plan-json.ts";
import { planLines } from "./plan-lines.ts";
import { printResult } from "./print-result.ts";
import type { UPLOAD_OPTIONS } from "./spec.ts";

type Values = OptionValues<typeof UPLOAD_OPTIONS>;

/** Files named of each kind before an upload; a dry run names all. */
const MOST_NAMED = 10;

/** `tiny-cats upload`: shows what is to be done, asks before it deletes, does it and prints where it is. */
export async function runUpload(context: CommandContext): Promise<ExitCode> {
  spareMemory();
  const { talk } = context;
  const values = context.options as Values;
  const repo = repoOf(checkFlags(values), values.type);
  const access = await hubAccess(context);
  if (access.token !== undefined || !values["dry-run"])
    await checkCanWrite(repo, { ...access, pullRequest: values.pr });
  else talk.note("no token was found: the upload itself needs one (tiny-cats login)");
  const plan = await planned(context, repo, access);
  if (values["dry-run"]) {
    printOne(context, planJson(plan), (out) => {
      for (const line of planLines(plan, { most: Number.POSITIVE_INFINITY })) out.line(line);
    });
    return 0;
  }
  for (const line of planLines(plan, { most: MOST_NAMED })) talk.note(line);
  const question = `delete ${plural(plan.deleted.length, "file")} of ${repoLabel(repo)}?`;
  if (plan.deleted.length > 0 && !(await confirm(context, question))) return 1;
  report(context, await goOnNote(context, () => sent(context, plan, access)));
  return 0;
}

async function planned({ io, args, talk, options }: CommandContext, repo: RepoId, access: HubAccess) {
  const { revision, include, exclude, delete: remove } = options as Values;
  const progress = stageProgress(talk, { hashing: "Hashing" });
  try {
    return await talk.timed("planning", () =>
      planUpload(resolve(io.cwd, args[0]), repo, {
        ...access,
        revision,
        delete: remove,
        ...(include.length > 0 && { include }),
        ...(exclude.length > 0 && { exclude }),
        onProgress: ({ stage, bytes, total }) => progress.update(stage, bytes, total),
      }),
    );
  } finally {
    progress.end();
  }
}

async function sent({ talk, options }: CommandContext, plan: UploadPlan, access: HubAccess): Promise<UploadResult> {
  const { pr, message, description, tag, private: isPrivate } = options as Values;
  const progress = stageProgress(talk, { hashing: "Hashing", uploading: "Uploading", committing: "Committing" });
  const create = { existOk: true, ...(isPrivate && { visibility: "private" as const }) };
  try {
    return await talk.timed("uploading", () =>
      upload(plan, {
        ...access,
        pullRequest: pr,
        message,
        description,
        tag,
        ...((plan.commit === undefined || isPrivate) && { create }),
        onProgress: ({ stage, bytes, total }) => progress.update(stage, bytes, total),
      }),
    );
  } finally {
    progress.end();
  }
}

function report(context: CommandContext, result: UploadResult): void {
  const { talk } = context;
  const { files_refused, journal_fault, retries, bytes_resent } = result;
  if (files_refused.length > 0) talk.note(`kept out by the repository's own .gitignore: ${files_refused.join(", ")}`);
  if (journal_fault !== undefined) talk.note(`a run after an interruption would have begun anew: ${journal_fault}`);
  if (retries > 0) talk.note(`${plural(retries, "request")} sent again, ${bytes_resent} bytes`);
  printOne(context, result, (out) => printResult(out, result));
}
