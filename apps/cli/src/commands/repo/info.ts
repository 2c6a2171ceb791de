import { listRefs, type Ref, repoInfo } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { repoLabel } from "../../hub/repo-label.ts";
import { repoOf } from "../../hub/repo-of.ts";
import { printOne } from "../../output/print-one.ts";
import { table } from "../../output/table.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import type { INFO_OPTIONS } from "./spec.ts";

/** `tiny-cats repo info`. */
export async function runRepoInfo(context: CommandContext): Promise<ExitCode> {
  const { type, revision } = context.options as OptionValues<typeof INFO_OPTIONS>;
  const repo = repoOf(context.args[0], type);
  const access = await hubAccess(context);
  const info = await repoInfo(repo, { ...access, revision });
  const { branches, tags } = await listRefs(repo, access);
  const at = (refs: readonly Ref[]) => refs.map(({ name, commit }) => ({ name, commit }));
  const value = {
    repo_id: info.id,
    type: info.type,
    revision,
    commit: info.commit ?? null,
    private: info.private,
    gated: info.gated,
    branches: at(branches),
    tags: at(tags),
    labels: info.tags,
    created_at: info.createdAt ?? null,
    last_modified: info.lastModified ?? null,
    downloads: info.downloads ?? null,
    likes: info.likes ?? null,
    files: info.files,
  };
  printOne(context, value, (out) => {
    out.line(out.style.bold(repoLabel(repo)));
    const names = (refs: readonly Ref[]) => refs.map(({ name }) => name).join(", ") || "none";
    const rows = [
      ["commit", `${value.commit ?? "none"} (${revision})`],
      ["seen by", `${info.private ? "whom it was shown to" : "everybody"}${info.gated ? ", once let in" : ""}`],
      ["branches", names(branches)],
      ["tags", names(tags)],
      ["changed", info.lastModified ?? "not known"],
      ["files", String(info.files.length)],
    ];
    for (const line of table(rows)) out.line(`  ${line}`);
    for (const file of info.files) out.line(`    ${file}`);
  });
  return 0;
}
