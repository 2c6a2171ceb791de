import { readTextBounded } from "@tiny-cats/files";
import ignore, { type Ignore } from "ignore";

/** The rules of one folder's .gitignore and of those above it, up to the uploaded folder. */
export interface GitignoreRules {
  /** The folder that the rules belong to: "" or "a/b/". */
  at: string;
  rules: Ignore;
  above: GitignoreRules | undefined;
}

const LARGEST = 1 << 20;

/** Reads a folder's .gitignore. */
export async function readGitignore(
  file: string,
  at: string,
  above: GitignoreRules | undefined,
): Promise<GitignoreRules> {
  const text = await readTextBounded(file, { maxBytes: LARGEST });
  return { at, rules: ignore({ ignorecase: false }).add(text), above };
}

/** Whether a path (of a folder: with "/" at its end) is ignored: the deepest .gitignore that has an opinion decides, as in git. */
export function isGitignored(path: string, innermost: GitignoreRules | undefined): boolean {
  for (let level = innermost; level; level = level.above) {
    const { ignored, unignored } = level.rules.test(path.slice(level.at.length));
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}
