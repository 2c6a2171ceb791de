import { badAnswer } from "../errors/bad-answer.ts";
import type { HubOptions } from "../hub-options.ts";
import { apiPath, parseRepo, type Repo, type RepoId, type RepoType } from "../repo-id.ts";
import { callJson } from "../request/call.ts";
import { type Connection, connect } from "../request/connection.ts";

/** What the Hub says of a repository. */
export interface RepoInfo {
  type: RepoType;
  /** "owner/name". */
  id: string;
  /** The commit of the revision asked for. */
  commit: string | undefined;
  private: boolean;
  gated: boolean;
  tags: string[];
  /** ISO 8601, as are all times here. */
  lastModified: string | undefined;
  createdAt: string | undefined;
  downloads: number | undefined;
  likes: number | undefined;
  /** Paths of its files. */
  files: string[];
}

/**
 * Asks about a repository at a revision: main unless told.
 *
 * @throws HubError "repo-not-found", "revision-not-found", and others of requests.
 */
export function repoInfo(
  repo: Repo,
  { revision, ...options }: { revision?: string } & HubOptions = {},
): Promise<RepoInfo> {
  return infoOf(connect(options), parseRepo(repo), revision);
}

/**
 * As repoInfo, over a connection. The library has a function for each type with a shape of its own, and no revision for some: this is one call
 * for all.
 */
export async function infoOf(connection: Connection, repo: RepoId, revision?: string): Promise<RepoInfo> {
  const at = revision === undefined ? "" : `/revision/${encodeURIComponent(revision)}`;
  const said = await callJson<Record<string, unknown>>(connection, `${connection.endpoint}/api/${apiPath(repo)}${at}`);
  if (typeof said?.id !== "string") throw badAnswer(`it does not describe ${repo.name}`);
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  const number = (value: unknown) => (typeof value === "number" ? value : undefined);
  const list = (value: unknown) => (Array.isArray(value) ? value : []);
  return {
    type: repo.type,
    id: said.id,
    commit: text(said.sha),
    private: said.private === true,
    gated: Boolean(said.gated),
    tags: list(said.tags).filter((tag) => typeof tag === "string"),
    lastModified: text(said.lastModified),
    createdAt: text(said.createdAt),
    downloads: number(said.downloads),
    likes: number(said.likes),
    files: list(said.siblings).flatMap((file) => text(file?.rfilename) ?? []),
  };
}
