import { listFiles } from "@huggingface/hub";
import { badAnswer } from "./errors/bad-answer.ts";
import type { RepoId } from "./repo-id.ts";
import type { Connection } from "./request/connection.ts";
import { throughLibrary } from "./request/through-library.ts";

/** A file of a repository at one commit. */
export interface RemoteFile {
  path: string;
  /** Bytes. */
  size: number;
  /** How the Hub keeps it: in git, or beside it by its sha256. */
  storage: "regular" | "lfs";
  /** What its content's hash is: git's sha1 of a regular file, sha256 of an LFS one. */
  oid: string;
  /** Git's sha1 of what stands in git: the content, or the pointer to it. */
  gitOid: string;
}

/**
 * Every file of a repository at a revision, in the Hub's order.
 *
 * @throws HubError "repo-not-found", "revision-not-found", "hub-answer" where a listing can't be what it says, and others of a request.
 */
export async function listTree(connection: Connection, repo: RepoId, revision: string): Promise<RemoteFile[]> {
  const files: RemoteFile[] = [];
  // The library leaves the revision as it is in the address.
  const options = { ...throughLibrary(connection), repo, revision: encodeURIComponent(revision), recursive: true };
  for await (const { type, path, size, oid, lfs } of listFiles(options)) {
    if (type !== "file") continue;
    const file: RemoteFile = lfs
      ? { path, size: lfs.size, storage: "lfs", oid: lfs.oid, gitOid: oid! }
      : { path, size, storage: "regular", oid: oid!, gitOid: oid! };
    if (!isFile(file)) throw badAnswer("it lists a file without a proper path, size or hash", file);
    files.push(file);
  }
  return files;
}

function isFile({ path, size, storage, oid, gitOid }: RemoteFile): boolean {
  return (
    typeof path === "string" &&
    Number.isSafeInteger(size) &&
    size >= 0 &&
    /^[0-9a-f]{40}$/.test(gitOid) &&
    (storage === "lfs" ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{40}$/).test(oid)
  );
}
