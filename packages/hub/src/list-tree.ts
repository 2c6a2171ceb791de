import { badAnswer } from "./errors/bad-answer.ts";
import { apiPath, type RepoId } from "./repo-id.ts";
import { call } from "./request/call.ts";
import type { Connection } from "./request/connection.ts";

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
  /** What the Hub's chunked storage calls it, where it is kept there. */
  xetHash?: string;
}

/** How the Hub lists something. */
export interface ListedFile {
  type?: unknown;
  path: string;
  size: number;
  oid?: string;
  lfs?: { oid: string; size: number };
  xetHash?: unknown;
}

/** Of 1,000 entries each. */
const MOST_PAGES = 10_000;

/**
 * Every file of a repository at a revision, in the Hub's order.
 *
 * The library's listFiles is not used: bundled for a browser it asks for Node's modules (its package.json sends bundlers there), it leaves the
 * revision as it is in the address, and follows pages in a circle.
 *
 * @throws HubError "repo-not-found", "revision-not-found", "hub-answer" where a listing can't be what it says, and others of a request.
 */
export async function listTree(connection: Connection, repo: RepoId, revision: string): Promise<RemoteFile[]> {
  const files = new Map<string, RemoteFile>();
  const pages = new Set<string>();
  const first = `${connection.endpoint}/api/${apiPath(repo)}/tree/${encodeURIComponent(revision)}?recursive=true`;
  for (let page: string | undefined = first; page; ) {
    if (pages.has(page) || pages.size === MOST_PAGES) throw badAnswer("its listing never ends");
    pages.add(page);
    const { entries, next } = await onePage(connection, page);
    for (const entry of entries) {
      if (entry?.type === "directory") continue;
      if (entry?.type !== "file") throw badAnswer("it lists what is neither a file nor a folder");
      if (files.has(entry.path)) throw badAnswer("it lists a path twice", entry.path);
      files.set(entry.path, remoteFile(entry));
    }
    page = next;
  }
  return [...files.values()];
}

async function onePage(
  connection: Connection,
  page: string,
): Promise<{ entries: ListedFile[]; next: string | undefined }> {
  const response = await call(connection, page, { headers: { accept: "application/json" } });
  const entries = await response.json().catch(() => undefined);
  if (!Array.isArray(entries)) throw badAnswer("its listing is none");
  const next = /<([^>]+)>\s*;\s*rel="?next"?/.exec(response.headers.get("link") ?? "")?.[1];
  return { entries, next: next && new URL(next, page).href };
}

/**
 * A file as the Hub lists it.
 *
 * @throws HubError "hub-answer" where it can't be one.
 */
export function remoteFile({ path, size, oid, lfs, xetHash }: ListedFile): RemoteFile {
  const file: RemoteFile = lfs
    ? { path, size: lfs.size, storage: "lfs", oid: lfs.oid, gitOid: oid! }
    : { path, size, storage: "regular", oid: oid!, gitOid: oid! };
  if (typeof xetHash === "string" && SHA256.test(xetHash)) file.xetHash = xetHash;
  if (!isFile(file)) throw badAnswer("it lists a file without a proper path, size or hash", file);
  return file;
}

const SHA1 = /^[0-9a-f]{40}$/;
const SHA256 = /^[0-9a-f]{64}$/;

function isFile({ path, size, storage, oid, gitOid }: RemoteFile): boolean {
  return (
    typeof path === "string" &&
    path !== "" &&
    Number.isSafeInteger(size) &&
    size >= 0 &&
    SHA1.test(gitOid) &&
    (storage === "lfs" ? SHA256 : SHA1).test(oid)
  );
}
