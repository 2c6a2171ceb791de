import { badAnswer } from "../errors/bad-answer.ts";
import type { HubOptions } from "../hub-options.ts";
import { apiPath, parseRepo, type Repo, type RepoId } from "../repo-id.ts";
import { callJson } from "../request/call.ts";
import { type Connection, connect } from "../request/connection.ts";

/** A branch, tag or pull request. */
export interface Ref {
  /** Such as "main" or "v1". */
  name: string;
  /** Such as "refs/heads/main" or "refs/pr/1". */
  ref: string;
  commit: string;
}

export interface Refs {
  branches: Ref[];
  tags: Ref[];
  /** Empty unless asked for. */
  pullRequests: Ref[];
}

/**
 * Lists a repository's branches and tags, and its pull requests where `pullRequests` asks for them.
 *
 * @throws HubError "repo-not-found", and others of requests.
 */
export function listRefs(
  repo: Repo,
  { pullRequests = false, ...options }: { pullRequests?: boolean } & HubOptions = {},
): Promise<Refs> {
  return refsOf(connect(options), parseRepo(repo), { pullRequests });
}

/** As listRefs, over a connection; the library has no such function. */
export async function refsOf(
  connection: Connection,
  repo: RepoId,
  { pullRequests }: { pullRequests: boolean },
): Promise<Refs> {
  const address = `${connection.endpoint}/api/${apiPath(repo)}/refs${pullRequests ? "?include_prs=1" : ""}`;
  const said = await callJson<Record<string, unknown>>(connection, address);
  return {
    branches: read(said?.branches),
    tags: read(said?.tags),
    pullRequests: pullRequests ? read(said?.pullRequests) : [],
  };
}

function read(list: unknown): Ref[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw badAnswer("its branches and tags are no list");
  return list.map((one) => {
    const { name, ref, targetCommit } = one ?? {};
    if (typeof name === "string" && typeof ref === "string" && typeof targetCommit === "string")
      return { name, ref, commit: targetCommit };
    throw badAnswer("a branch or tag has no name or commit");
  });
}
