import { readRef } from "../cache/ref.ts";
import type { RepoId } from "../repo-id.ts";
import { isCommit } from "../revision.ts";
import { offlineMissing } from "./offline-missing.ts";
import type { Target } from "./target.ts";

/**
 * The commit that a revision stood at when it was last downloaded.
 *
 * @throws HubError "offline-missing".
 */
export async function keptCommit(target: Target, repo: RepoId, revision: string): Promise<string> {
  const commit = isCommit(revision) ? revision : await readRef(target.ref(revision));
  if (commit) return commit;
  throw offlineMissing(repo, `${revision} was never downloaded here`);
}
