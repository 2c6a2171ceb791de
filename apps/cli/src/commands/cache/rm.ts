import { removeFromCache } from "@tiny-cats/hub";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { cacheFolder } from "../../hub/cache-folder.ts";
import { repoOf } from "../../hub/repo-of.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { carryOut } from "./carry-out.ts";
import type { CACHE_RM_OPTIONS } from "./spec.ts";

/** `tiny-cats cache rm`. */
export async function runCacheRm(context: CommandContext): Promise<ExitCode> {
  const { io, args, options } = context;
  const { type, revision } = options as OptionValues<typeof CACHE_RM_OPTIONS>;
  const repo = repoOf(args[0], type);
  return carryOut(context, ({ dryRun }) =>
    removeFromCache(repo, { cache: cacheFolder(io), revision, dryRun, signal: io.signal }),
  );
}
