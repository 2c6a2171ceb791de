import { listTree, type RemoteFile } from "../list-tree.ts";
import type { CommitBatch } from "./commit-batches.ts";
import type { UploadWork } from "./upload-work.ts";

/** The paths of changes that a commit's tree does not show. */
export async function missingAt(
  { connection, repo }: Pick<UploadWork, "connection" | "repo">,
  commit: string,
  { regular, lfs, deleted }: CommitBatch,
): Promise<string[]> {
  const tree = new Map((await listTree(connection, repo, commit)).map((file) => [file.path, file]));
  const is = (path: string, storage: RemoteFile["storage"], oid: string | undefined) =>
    tree.get(path)?.storage === storage && tree.get(path)?.oid === oid;
  return [
    ...regular.filter(({ path, gitSha1 }) => !is(path, "regular", gitSha1)),
    ...lfs.filter(({ path, sha256 }) => !is(path, "lfs", sha256)),
    ...deleted.filter(({ path }) => tree.has(path)),
  ].map(({ path }) => path);
}
