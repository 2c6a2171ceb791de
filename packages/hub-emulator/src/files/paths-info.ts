import { json } from "../server/answer.ts";
import { parseJsonObject, readText } from "../server/body.ts";
import type { Context, Handler } from "../server/context.ts";
import { findRepo } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";
import { requireRevision } from "../server/require-revision.ts";
import { findEntry } from "../storage/find-entry.ts";
import type { PathEntry } from "../storage/walk-tree.ts";
import { isTrue } from "./list-tree.ts";
import { treeItems } from "./tree-item.ts";

const MOST_PATHS = 10_000;

/** POST /api/{types}/{id}/paths-info/{rev}: what is at these paths; those with nothing are left out. */
export const pathsInfo: Handler = async (context) => {
  const repository = findRepo(context, "see");
  const { id, commit } = await requireRevision(repository, context.params.rev!);
  const { paths, wantsCommits } = await readPaths(context);
  const entries: PathEntry[] = [];
  for (const path of new Set(paths.map((given) => given.replace(/^\/+|\/+$/g, "")))) {
    const entry = path === "" ? undefined : await findEntry(repository.objects, commit.tree, path);
    if (entry) entries.push({ ...entry, path });
  }
  return json(await treeItems(repository.objects, entries, { head: wantsCommits ? id : undefined }));
};

/** The JavaScript client sends JSON, the Python one a form. */
async function readPaths(context: Context): Promise<{ paths: string[]; wantsCommits: boolean }> {
  const text = await readText(context);
  let paths: unknown;
  let wantsCommits: boolean;
  if (context.request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) {
    const form = new URLSearchParams(text);
    paths = form.getAll("paths");
    wantsCommits = isTrue(form.get("expand"));
  } else {
    const body = parseJsonObject(text);
    paths = typeof body.paths === "string" ? [body.paths] : body.paths;
    wantsCommits = body.expand === true;
  }
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === "string")) {
    throw new HttpError(400, '"paths" must be a list of strings');
  }
  if (paths.length > MOST_PATHS) throw new HttpError(413, `"paths" holds more than ${MOST_PATHS} entries`);
  return { paths, wantsCommits };
}
