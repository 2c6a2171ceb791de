import { listRepos, whoAmI } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { printData } from "../../output/print-data.ts";
import { table } from "../../output/table.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import type { LIST_OPTIONS } from "./spec.ts";

/** `tiny-cats repo list`: one line a repository. */
export async function runRepoList(context: CommandContext): Promise<ExitCode> {
  const { type, search, limit } = context.options as OptionValues<typeof LIST_OPTIONS>;
  const access = await hubAccess(context);
  const author = context.args[0] ?? (await whoAmI(access)).name;
  const found = await listRepos({ ...access, type, author, search, limit });
  const values = found.map(({ name, type, likes, downloads, lastModified, ...one }) => ({
    repo_id: name,
    type,
    private: one.private,
    likes,
    downloads: downloads ?? null,
    last_modified: lastModified ?? null,
  }));
  printData(context, values, (out) => {
    if (found.length === 0) return;
    const rows = found.map((one) => [one.name, one.private ? "private" : "public", one.lastModified ?? ""]);
    const [head, ...lines] = table([["NAME", "SEEN BY", "LAST CHANGED"], ...rows]);
    out.line(out.style.dim(head));
    for (const line of lines) out.line(line);
  });
  return 0;
}
