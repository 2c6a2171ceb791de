import { badAnswer } from "./errors/bad-answer.ts";
import { apiPath, type RepoId } from "./repo-id.ts";
import { callJson } from "./request/call.ts";
import type { Connection } from "./request/connection.ts";

const COMMIT = /^[0-9a-f]{40}$/;

/** Whether a revision is a whole commit id, which never moves. */
export function isCommit(revision: string): boolean {
  return COMMIT.test(revision);
}

/**
 * The commit that a branch, tag or "refs/pr/1" stands at; of a commit nothing is asked.
 *
 * @throws HubError "revision-not-found", "repo-not-found" and others of a request.
 */
export async function resolveRevision(connection: Connection, repo: RepoId, revision: string): Promise<string> {
  if (isCommit(revision)) return revision;
  const said = await callJson<{ sha?: unknown } | null>(
    connection,
    `${connection.endpoint}/api/${apiPath(repo)}/revision/${encodeURIComponent(revision)}`,
  );
  const sha = said?.sha;
  if (typeof sha === "string" && isCommit(sha)) return sha;
  throw badAnswer(`it names no commit for ${revision} of ${repo.name}`, sha);
}
