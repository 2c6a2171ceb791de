import { parseRepo, type RepoId, type RepoType } from "@tiny-cats/hub";
import { usageError } from "../usage-error.ts";

/**
 * The repository that a name and --type mean.
 *
 * @throws TinyCatsError "invalid-repo", "conflicting-options" where the name's own prefix tells another type.
 */
export function repoOf(text: string, type: RepoType | undefined): RepoId {
  if (type === undefined) return parseRepo(text);
  if (text.split("/").length < 3) return parseRepo({ type, name: text });
  const repo = parseRepo(text);
  if (repo.type === type) return repo;
  throw usageError("conflicting-options", `${text} is a ${repo.type}, and --type says ${type}`, {
    value: { repo: text, type },
    remedy: "leave out --type, or what stands before owner/name",
  });
}
