import type { RepoId } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { repoLabel } from "../../hub/repo-label.ts";
import { printOne } from "../../output/print-one.ts";
import { confirm } from "../../questions/confirm.ts";

/** Deletes a tag or branch by `remove` once that is agreed to, and says so. */
export async function deleteRef(
  context: CommandContext,
  { repo, kind, name }: { repo: RepoId; kind: "tag" | "branch"; name: string },
  remove: () => Promise<void>,
): Promise<ExitCode> {
  const which = `the ${kind} ${name} of ${repoLabel(repo)}`;
  if (!(await confirm(context, `delete ${which}?`))) return 1;
  await remove();
  printOne(context, { repo_id: repo.name, type: repo.type, [kind]: name, deleted: true }, (out) =>
    out.line(`deleted ${which}`),
  );
  return 0;
}
