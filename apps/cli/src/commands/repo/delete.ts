import { deleteRepo, repoInfo } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { repoLabel } from "../../hub/repo-label.ts";
import { repoOf } from "../../hub/repo-of.ts";
import { plural } from "../../output/plural.ts";
import { printOne } from "../../output/print-one.ts";
import { confirm } from "../../questions/confirm.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import type { DELETE_OPTIONS } from "./spec.ts";

/** `tiny-cats repo delete`: looks whether it is there, asks for its name, deletes it. */
export async function runRepoDelete(context: CommandContext): Promise<ExitCode> {
  const repo = repoOf(context.args[0], (context.options as OptionValues<typeof DELETE_OPTIONS>).type);
  const access = await hubAccess(context);
  const { files } = await repoInfo(repo, access);
  const question = `delete the ${repo.type} ${repo.name} at ${access.endpoint}, ${plural(files.length, "file")}, for good?`;
  if (!(await confirm(context, question, { answer: repo.name }))) return 1;
  await deleteRepo(repo, access);
  printOne(context, { repo_id: repo.name, type: repo.type, deleted: true }, (out) =>
    out.line(`deleted ${repoLabel(repo)}`),
  );
  return 0;
}
