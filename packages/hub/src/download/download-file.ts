import { safeJoin } from "@tiny-cats/files";
import { readTree } from "../cache/tree-file.ts";
import { parseRepo, type Repo, type RepoId } from "../repo-id.ts";
import { type Connection, connect } from "../request/connection.ts";
import { resolveRevision } from "../revision.ts";
import { bringFiles } from "./bring-files.ts";
import type { WantedFile } from "./content.ts";
import type { DownloadFileOptions } from "./download-options.ts";
import { entryNotFound, findPath } from "./find-path.ts";
import { keptCommit } from "./kept-commit.ts";
import { offlineMissing } from "./offline-missing.ts";
import { openTarget } from "./open-target.ts";
import type { Target } from "./target.ts";

/**
 * Downloads one file of a repository as `download` does, and returns its path. What is there of a commit needs no request. That a commit lacks a
 * file is noted in the cache.
 *
 * @throws as `download` does, and HubError "entry-not-found".
 */
export async function downloadFile(repo: Repo, path: string, options: DownloadFileOptions): Promise<string> {
  const id = parseRepo(repo);
  const connection = connect(options);
  const target = openTarget(id, options);
  const { revision = "main", offline } = options;
  target.ref(revision);
  safeJoin("/", path);
  const commit = await (offline ? keptCommit(target, id, revision) : resolveRevision(connection, id, revision));
  const file = await find(connection, id, target, { commit, path, offline });
  const { files } = await bringFiles({ connection, repo: id, target, revision, commit, files: [file] }, options);
  return files[0].file;
}

async function find(
  connection: Connection,
  repo: RepoId,
  target: Target,
  { commit, path, offline }: { commit: string; path: string; offline: boolean | undefined },
): Promise<WantedFile> {
  const listing = await readTree(target.tree(commit));
  if (listing) {
    const listed = listing.find((file) => file.path === path);
    if (listed) return listed;
  } else {
    const there = (await target.listed(commit, path))?.[0];
    if (there) return there;
    if (!offline) {
      const remote = await findPath(connection, repo, commit, path);
      if (remote) return remote;
    } else if (!(await target.lacks(commit, path))) throw offlineMissing(repo, `${path} is not here`, [path]);
  }
  if (!offline) await target.noteAbsence(commit, path);
  throw entryNotFound(repo, path, commit);
}
