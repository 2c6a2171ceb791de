import { pagePath, type RepoId } from "../repo-id.ts";
import type { Connection } from "../request/connection.ts";

/** The page of a pull request. */
export function discussionUrl({ endpoint }: Connection, repo: RepoId, number: number): string {
  return `${endpoint}/${pagePath(repo)}/discussions/${number}`;
}
