import { createTag, deleteTag } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { repoLabel } from "../../hub/repo-label.ts";
import { repoOf } from "../../hub/repo-of.ts";
import { printOne } from "../../output/print-one.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { deleteRef } from "./delete-ref.ts";
import type { TAG_OPTIONS } from "./spec.ts";

/** `tiny-cats repo tag`. */
export async function runRepoTag(context: CommandContext): Promise<ExitCode> {
  const values = context.options as OptionValues<typeof TAG_OPTIONS>;
  const { type, revision, message, delete: remove, "exist-ok": existOk } = values;
  const repo = repoOf(context.args[0], type);
  const [, tag] = context.args;
  const access = await hubAccess(context);
  if (remove) return deleteRef(context, { repo, kind: "tag", name: tag }, () => deleteTag(repo, tag, access));
  await createTag(repo, tag, { ...access, revision, message, existOk });
  printOne(context, { repo_id: repo.name, type: repo.type, tag, revision }, (out) =>
    out.line(`${repoLabel(repo)} has the tag ${tag} at ${revision}`),
  );
  return 0;
}
