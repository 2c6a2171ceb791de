import { exactPattern } from "@tiny-cats/hub";
import { usageError } from "../../usage-error.ts";

/** What a download leaves of a repository. */
export interface Wanted {
  include?: string[];
  exclude?: string[];
  /** Files and folders that were named and so must be there. */
  named: string[];
}

/**
 * Turns names and patterns into patterns.
 *
 * @throws TinyCatsError "conflicting-options" of both.
 */
export function wanted(
  names: readonly string[],
  { include, exclude }: { include: readonly string[]; exclude: readonly string[] },
): Wanted {
  if (names.length === 0) {
    const patterns = { ...(include.length > 0 && { include: [...include] }), named: [] };
    return exclude.length > 0 ? { ...patterns, exclude: [...exclude] } : patterns;
  }
  if (include.length + exclude.length > 0)
    throw usageError("conflicting-options", "files were named, --include and --exclude can't be given beside them", {
      value: names,
      remedy: "name files, or give patterns",
    });
  const named = names.map((name) => name.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, ""));
  return { include: named.map(exactPattern), named };
}
