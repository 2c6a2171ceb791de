import type { Removal } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { repoLabel } from "../../hub/repo-label.ts";
import { bytes } from "../../output/bytes.ts";
import { plural } from "../../output/plural.ts";
import { printOne } from "../../output/print-one.ts";
import type { Printer } from "../../output/printer.ts";
import { table } from "../../output/table.ts";
import { confirm } from "../../questions/confirm.ts";

/** Shows what would be removed, asks, removes it and prints what went; with --dry-run it only prints. */
export async function carryOut(
  context: CommandContext,
  remove: (options: { dryRun: boolean }) => Promise<Removal>,
): Promise<ExitCode> {
  const { talk, options } = context;
  const planned = await remove({ dryRun: true });
  if (options["dry-run"] === true || planned.removed.length === 0) {
    print(context, planned, { dryRun: options["dry-run"] === true });
    return 0;
  }
  for (const line of lines(planned)) talk.note(line);
  const question = `remove ${plural(planned.removed.length, "item")} from the cache, ${bytes(planned.bytes)}?`;
  if (!(await confirm(context, question))) return 1;
  print(context, await remove({ dryRun: false }), { dryRun: false });
  return 0;
}

function print(context: CommandContext, removal: Removal, { dryRun }: { dryRun: boolean }): void {
  const { removed, bytes: freed, inUse } = removal;
  const value = {
    dry_run: dryRun,
    removed: removed.map(({ repo, kind, file, bytes }) => ({ repo_id: repo.name, type: repo.type, kind, file, bytes })),
    bytes: freed,
    in_use: inUse.map(({ type, name }) => ({ repo_id: name, type })),
  };
  printOne(context, value, (out: Printer) => {
    if (dryRun) for (const line of lines(removal)) out.line(line);
    if (removed.length === 0) out.line("nothing to remove");
    else out.line(`${dryRun ? "would free" : "freed"} ${bytes(freed)}`);
  });
  for (const repo of inUse) context.talk.note(`${repoLabel(repo)} is left alone: a download is using it`);
}

function lines({ removed }: Removal): string[] {
  return table(removed.map(({ repo, kind, file, bytes: size }) => [kind, repoLabel(repo), bytes(size), file]));
}
