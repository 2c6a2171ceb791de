import { FOLDER } from "../git/tree.ts";
import { json } from "../server/answer.ts";
import type { Handler } from "../server/context.ts";
import { findRepo } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";
import { nextLink, pageOf } from "../server/page-of.ts";
import { requireRevision } from "../server/require-revision.ts";
import { findEntry } from "../storage/find-entry.ts";
import { walkTree } from "../storage/walk-tree.ts";
import { treeItems } from "./tree-item.ts";

/** GET /api/{types}/{id}/tree/{rev}[/path]?recursive=&expand=: a folder's entries, page by page. */
export const listTree: Handler = async (context) => {
  const { params, query } = context;
  const repository = findRepo(context, "see");
  const { objects } = repository;
  const { id, commit } = await requireRevision(repository, params.rev!);
  const path = (params.path ?? "").replace(/\/$/, "");
  const folder = await findEntry(objects, commit.tree, path);
  if (folder?.mode !== FOLDER) {
    throw new HttpError(404, `The path "${path}" does not exist in "${params.rev}"`, { errorCode: "EntryNotFound" });
  }
  const entries = [];
  for await (const entry of walkTree(objects, folder.id, { prefix: path, recursive: isTrue(query.get("recursive")) })) {
    entries.push(entry);
  }
  const { from, to } = pageOf(context, entries.length);
  const head = isTrue(query.get("expand")) ? id : undefined;
  const items = await treeItems(objects, entries.slice(from, to), { head });
  return json(items, { headers: nextLink(context, to, entries.length, pinned(context.target, params.path!, id)) });
};

/** The same path with the commit in the place of the revision, so that all pages are of one commit. */
function pinned(target: string, path: string, commit: string): string {
  const before = /^((?:\/[^/]+){4}\/tree)\//.exec(target)![1]!;
  return `${before}/${commit}${path === "" ? "" : `/${path.split("/").map(encodeURIComponent).join("/")}`}`;
}

/** Both clients' ways to say yes: "true", "True", "1". */
export function isTrue(value: string | null): boolean {
  return /^(?:true|1)$/i.test(value ?? "");
}
