import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import type { UPLOAD_OPTIONS } from "./spec.ts";

/**
 * Refuses options that contradict each other, before anything is asked; returns the repository's name.
 *
 * @throws TinyCatsError "missing-argument", "conflicting-options"
 */
export function checkFlags({ repo, pr, tag }: OptionValues<typeof UPLOAD_OPTIONS>): string {
  if (repo === undefined)
    throw usageError("missing-argument", "no repository was named", {
      remedy: "give --repo owner/name, --repo datasets/owner/name or --repo spaces/owner/name",
    });
  if (pr && tag !== undefined)
    throw usageError("conflicting-options", "a pull request is not tagged", {
      value: tag,
      remedy: "leave out --tag, and tag when it has been merged: tiny-cats repo tag",
    });
  return repo;
}
