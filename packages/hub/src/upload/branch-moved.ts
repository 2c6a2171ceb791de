import { HubError } from "../errors/hub-error.ts";
import type { RepoId } from "../repo-id.ts";

/** The error of a branch that is not where it was expected. */
export function branchMoved(
  { repo, revision }: { repo: RepoId; revision: string },
  expected: string,
  { status, requestId }: Partial<HubError> = {},
): HubError {
  return new HubError(
    "conflict",
    `${revision} of ${repo.name} is no longer at ${expected}: somebody else has changed it`,
    {
      value: { repo: repo.name, revision, expected },
      remedy: "plan and upload again: what was sent already is not sent again",
      status,
      requestId,
    },
  );
}
