import { filterFiles, listRevision } from "../download/select-files.ts";
import type { HubOptions } from "../hub-options.ts";
import type { RemoteFile } from "../list-tree.ts";
import type { Patterns } from "../patterns.ts";
import { parseRepo, type Repo } from "../repo-id.ts";
import { connect } from "../request/connection.ts";

export interface PlanOptions extends HubOptions, Patterns {
  /** A branch, tag or commit: main unless told. */
  revision?: string;
}

/** The files that a download would fetch. */
export interface WebPlan {
  commit: string;
  files: RemoteFile[];
  /** Of all these files. */
  bytes: number;
}

/**
 * What is at a revision of a repository, or those of its files that `include` and `exclude` leave.
 *
 * @throws HubError "invalid-repo", "repo-not-found", "revision-not-found", "hub-answer", and others of a request; the signal's reason.
 */
export async function planDownload(
  repo: Repo,
  { revision = "main", include, exclude, ...options }: PlanOptions = {},
): Promise<WebPlan> {
  const listing = await listRevision(connect(options), parseRepo(repo), revision);
  const files = filterFiles(listing.files, { include, exclude });
  return { commit: listing.commit, files, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}
