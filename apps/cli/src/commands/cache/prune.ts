import { pruneCache } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { cacheFolder } from "../../hub/cache-folder.ts";
import { repoOf } from "../../hub/repo-of.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { carryOut } from "./carry-out.ts";
import type { CACHE_PRUNE_OPTIONS } from "./spec.ts";

/** `tiny-cats cache prune`. */
export async function runCachePrune(context: CommandContext): Promise<ExitCode> {
  const { io, args, options } = context;
  const { type } = options as OptionValues<typeof CACHE_PRUNE_OPTIONS>;
  const repo = args[0] === undefined ? undefined : repoOf(args[0], type);
  return carryOut(context, ({ dryRun }) => pruneCache({ cache: cacheFolder(io), repo, dryRun, signal: io.signal }));
}
