import { createTag, deleteTag } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { repoLabel } from "../../hub/repo-label.ts";
import { repoOf } from "../../hub/repo-of.ts";
import { printOne } from "../../output/print-one.ts";
import { confirm } from "../../questions/confirm.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import type { TAG_OPTIONS } from "./spec.ts";

/** `tiny-cats repo tag`. */
export async function runRepoTag(context: CommandContext): Promise<ExitCode> {
  const values = context.options as OptionValues<typeof TAG_OPTIONS>;
  const { type, revision, message, delete: remove, "exist-ok": existOk } = values;
  const repo = repoOf(context.args[0], type);
  const [, tag] = context.args;
  const access = await hubAccess(context);
  const said = { repo_id: repo.name, type: repo.type, tag };
  if (remove) {
    if (!(await confirm(context, `delete the tag ${tag} of ${repoLabel(repo)}?`))) return 1;
    await deleteTag(repo, tag, access);
    printOne(context, { ...said, deleted: true }, (out) => out.line(`deleted the tag ${tag} of ${repoLabel(repo)}`));
    return 0;
  }
  await createTag(repo, tag, { ...access, revision, message, existOk });
  printOne(context, { ...said, revision }, (out) => out.line(`${repoLabel(repo)} has the tag ${tag} at ${revision}`));
  return 0;
}
