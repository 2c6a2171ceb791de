import { pagePath, type RepoId } from "./repo-id.ts";
import type { Connection } from "./request/connection.ts";

/** Where a file's content is to be had; all of its path but the slashes is percent-encoded. */
export function fileAddress({ endpoint }: Connection, repo: RepoId, commit: string, path: string): string {
  return `${endpoint}/${pagePath(repo)}/resolve/${commit}/${path.split("/").map(encodeURIComponent).join("/")}`;
}
