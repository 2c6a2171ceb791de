import { HubError, isHubError } from "../errors/hub-error.ts";
import type { HubOptions } from "../hub-options.ts";
import { apiPath, parseRepo, type Repo, type RepoId } from "../repo-id.ts";
import { call } from "../request/call.ts";
import { type Connection, connect } from "../request/connection.ts";
import { resolveRevision } from "../revision.ts";
import { refsOf } from "./list-refs.ts";

export interface TagSettings {
  /** What is tagged: main unless told. */
  revision?: string;
  message?: string;
  /** Whether one that exists will do, if it stands at the same commit: false unless told. */
  existOk?: boolean;
}

/**
 * Tags a revision.
 *
 * @throws HubError "conflict" where the tag exists (with `existOk`: at another commit), "repo-not-found", "revision-not-found", and others of
 * requests.
 */
export function createTag(repo: Repo, tag: string, options: TagSettings & HubOptions = {}): Promise<void> {
  return tagIn(connect(options), parseRepo(repo), tag, options);
}

/** As createTag, over a connection; the library has no such function. */
export async function tagIn(
  connection: Connection,
  repo: RepoId,
  tag: string,
  { revision = "main", message, existOk = false }: TagSettings,
): Promise<void> {
  const body = JSON.stringify({ tag, ...(message !== undefined && { message }) });
  try {
    await call(connection, `${connection.endpoint}/api/${apiPath(repo)}/tag/${encodeURIComponent(revision)}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: () => body,
    });
  } catch (error) {
    if (!isHubError(error, "conflict") || (!existOk && error.attempts === 1)) throw error;
    const wanted = await resolveRevision(connection, repo, revision);
    const there = (await refsOf(connection, repo, { pullRequests: false })).tags.find(({ name }) => name === tag);
    if (there?.commit !== wanted) throw tagTaken(repo, tag, there?.commit);
  }
}

/** The error of a tag that stands elsewhere. */
export function tagTaken({ name }: RepoId, tag: string, commit: string | undefined): HubError {
  return new HubError(
    "conflict",
    `${name} has a tag ${JSON.stringify(tag)} already, at ${commit ?? "another commit"}`,
    {
      value: { repo: name, tag, commit },
      remedy: "use another name; or delete the tag first, if nobody relies on it",
    },
  );
}
