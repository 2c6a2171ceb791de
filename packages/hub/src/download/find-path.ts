import { badAnswer } from "../errors/bad-answer.ts";
import { HubError } from "../errors/hub-error.ts";
import { type RemoteFile, remoteFile } from "../list-tree.ts";
import { apiPath, type RepoId } from "../repo-id.ts";
import { callJson } from "../request/call.ts";
import type { Connection } from "../request/connection.ts";

/**
 * One file of a repository at a commit; undefined where there is none. The library's pathsInfo is not used for the same reason as in `listTree`.
 *
 * @throws HubError "hub-answer" and others of a request.
 */
export async function findPath(
  connection: Connection,
  repo: RepoId,
  revision: string,
  path: string,
): Promise<RemoteFile | undefined> {
  const found = await callJson<unknown>(
    connection,
    `${connection.endpoint}/api/${apiPath(repo)}/paths-info/${encodeURIComponent(revision)}`,
    { method: "POST", json: { paths: [path], expand: false } },
  );
  if (!Array.isArray(found)) throw badAnswer("it does not tell of a path");
  const file = found.find((entry) => entry?.path === path && entry.type === "file");
  return file && remoteFile(file);
}

/** The error of a file that is not there. */
export function entryNotFound({ name }: RepoId, path: string, commit: string): HubError {
  return new HubError("entry-not-found", `${name} has no file ${path.slice(0, 200)} at ${commit}`, {
    value: { repo: name, path, commit },
    remedy: "check the path and the revision; upper and lower case differ",
  });
}
