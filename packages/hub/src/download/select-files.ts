import ignore from "ignore";
import { listTree, type RemoteFile } from "../list-tree.ts";
import { matcher, type Patterns } from "../patterns.ts";
import type { RepoId } from "../repo-id.ts";
import type { Connection } from "../request/connection.ts";
import { resolveRevision } from "../revision.ts";

/** What is at a revision of a repository. */
export interface Listing {
  /** That the revision stands at; all files are of this one. */
  commit: string;
  files: RemoteFile[];
}

/** Asks the Hub what is at a revision; `kept` may know the listing of a commit already. */
export async function listRevision(
  connection: Connection,
  repo: RepoId,
  revision: string,
  kept: (commit: string) => Promise<RemoteFile[] | undefined> = async () => undefined,
): Promise<Listing> {
  const commit = await resolveRevision(connection, repo, revision);
  return { commit, files: (await kept(commit)) ?? (await listTree(connection, repo, commit)) };
}

/** The files that patterns mean. A path that is none stays in, for `checkPaths` to refuse it. */
export function filterFiles<T extends { path: string }>(files: readonly T[], patterns: Patterns): T[] {
  const matches = matcher(patterns);
  return files.filter(({ path }) => !ignore.isPathValid(path) || matches(path));
}
