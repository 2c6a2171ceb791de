import { createBranch, deleteBranch } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { repoLabel } from "../../hub/repo-label.ts";
import { repoOf } from "../../hub/repo-of.ts";
import { printOne } from "../../output/print-one.ts";
import { confirm } from "../../questions/confirm.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import type { BRANCH_OPTIONS } from "./spec.ts";

/** `tiny-cats repo branch`. */
export async function runRepoBranch(context: CommandContext): Promise<ExitCode> {
  const values = context.options as OptionValues<typeof BRANCH_OPTIONS>;
  const { type, revision, delete: remove, "exist-ok": existOk } = values;
  const repo = repoOf(context.args[0], type);
  const [, branch] = context.args;
  const access = await hubAccess(context);
  const said = { repo_id: repo.name, type: repo.type, branch };
  if (remove) {
    if (!(await confirm(context, `delete the branch ${branch} of ${repoLabel(repo)}?`))) return 1;
    await deleteBranch(repo, branch, access);
    printOne(context, { ...said, deleted: true }, (out) =>
      out.line(`deleted the branch ${branch} of ${repoLabel(repo)}`),
    );
    return 0;
  }
  await createBranch(repo, branch, { ...access, revision, existOk });
  printOne(context, { ...said, revision }, (out) => out.line(`${repoLabel(repo)} has the branch ${branch}`));
  return 0;
}
