import type { RepoType } from "../storage/repo-record.ts";

/** The address of a repository's page. */
export function repoUrl(base: string, type: RepoType, id: string): string {
  return `${base}/${type === "model" ? "" : `${type}s/`}${id}`;
}
