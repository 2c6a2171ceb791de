import { TinyCatsError } from "@tiny-cats/schema/errors";
import { PULL_DIALECTS } from "./pull-dialects.ts";
import type { PullOptions } from "./pull-options.ts";

/** @throws TinyCatsError "invalid-pull-option" for options that don't fit each other */
export function checkOptions({ dir, cache, as = "folder", dialect }: PullOptions): void {
  if (dialect !== undefined && !Object.hasOwn(PULL_DIALECTS, dialect))
    throw invalid(
      dialect,
      `there is no dialect ${JSON.stringify(String(dialect).slice(0, 64))}`,
      `give one of ${Object.keys(PULL_DIALECTS).join(", ")}`,
    );
  if (as === "folder" && dialect !== undefined)
    throw invalid(dialect, "a dialect is for a checkpoint", "ask for a checkpoint, or leave the dialect out");
  if (as === "checkpoint" && (dir === undefined || cache === undefined))
    throw invalid(dir ?? null, "a checkpoint needs a folder to lie in, and a cache to be made from", "give both");
  if (dir === undefined && cache === undefined)
    throw invalid(null, "neither a folder nor a cache was named", "give one of them");
}

function invalid(value: unknown, message: string, remedy: string): TinyCatsError {
  return new TinyCatsError("invalid-pull-option", message, { value, remedy });
}
