import { createBranch, deleteBranch } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { repoLabel } from "../../hub/repo-label.ts";
import { repoOf } from "../../hub/repo-of.ts";
import { printOne } from "../../output/print-one.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { deleteRef } from "./delete-ref.ts";
import type { BRANCH_OPTIONS } from "./spec.ts";

/** `tiny-cats repo branch`. */
export async function runRepoBranch(context: CommandContext): Promise<ExitCode> {
  const values = context.options as OptionValues<typeof BRANCH_OPTIONS>;
  const { type, revision, delete: remove, "exist-ok": existOk } = values;
  const repo = repoOf(context.args[0], type);
  const [, branch] = context.args;
  const access = await hubAccess(context);
  if (remove)
    return deleteRef(context, { repo, kind: "branch", name: branch }, () => deleteBranch(repo, branch, access));
  await createBranch(repo, branch, { ...access, revision, existOk });
  printOne(context, { repo_id: repo.name, type: repo.type, branch, revision }, (out) =>
    out.line(`${repoLabel(repo)} has the branch ${branch}`),
  );
  return 0;
}
