import { createRepo } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { hubAccess } from "../../hub/hub-access.ts";
import { repoOf } from "../../hub/repo-of.ts";
import { printOne } from "../../output/print-one.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import type { CREATE_OPTIONS } from "./spec.ts";

/** `tiny-cats repo create`. */
export async function runRepoCreate(context: CommandContext): Promise<ExitCode> {
  const values = context.options as OptionValues<typeof CREATE_OPTIONS>;
  const { private: isPrivate, license, sdk, "exist-ok": existOk } = values;
  const repo = repoOf(context.args[0], values.type);
  if (sdk !== undefined && repo.type !== "space")
    throw usageError("conflicting-options", `--sdk is about Spaces, and ${repo.name} would be a ${repo.type}`, {
      value: sdk,
      remedy: "leave out --sdk, or write spaces/owner/name",
    });
  const settings = { existOk, license, sdk, ...(isPrivate && { visibility: "private" as const }) };
  const { url, created } = await createRepo(repo, { ...(await hubAccess(context)), ...settings });
  printOne(context, { repo_id: repo.name, type: repo.type, url, created }, (out) => out.line(url));
  if (!created) context.talk.note("it existed already");
  return 0;
}
