import { readTree } from "../cache/tree-file.ts";
import type { RemoteFile } from "../list-tree.ts";
import type { RepoId } from "../repo-id.ts";
import type { Connection } from "../request/connection.ts";
import type { WantedFile } from "./content.ts";
import type { DownloadOptions } from "./download-options.ts";
import { keptCommit } from "./kept-commit.ts";
import { offlineMissing } from "./offline-missing.ts";
import { filterFiles, listRevision } from "./select-files.ts";
import type { Target } from "./target.ts";

/** The files that are meant, and the listing they are from where it is not kept yet. */
export async function findFiles(
  connection: Connection,
  repo: RepoId,
  target: Target,
  { revision = "main", include, exclude, offline }: DownloadOptions,
): Promise<{ commit: string; files: WantedFile[]; listing?: RemoteFile[] }> {
  // Refuses a revision that is no name for a file, before anything is asked.
  target.ref(revision);
  if (offline) {
    const commit = await keptCommit(target, repo, revision);
    const files = (await readTree(target.tree(commit))) ?? (await target.listed(commit));
    if (!files) throw offlineMissing(repo, `nothing of ${revision} is here`);
    return { commit, files: filterFiles<WantedFile>(files, { include, exclude }) };
  }
  let kept: RemoteFile[] | undefined;
  const { commit, files } = await listRevision(connection, repo, revision, async (found) => {
    kept = await readTree(target.tree(found));
    return kept;
  });
  return { commit, files: filterFiles(files, { include, exclude }), listing: kept ? undefined : files };
}
