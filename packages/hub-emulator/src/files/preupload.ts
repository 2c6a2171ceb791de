import ignore from "ignore";
import { json } from "../server/answer.ts";
import { readJsonObject } from "../server/body.ts";
import type { Handler } from "../server/context.ts";
import { countField, objectsField, optionalText, textField } from "../server/fields.ts";
import { findRepo } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";
import { requireRevision } from "../server/require-revision.ts";
import { checkPath } from "../storage/check-path.ts";
import { findEntry } from "../storage/find-entry.ts";
import { lfsPatterns } from "./lfs-patterns.ts";
import { readTextFile } from "./read-text-file.ts";

const MOST_FILES = 1_000;

/** POST /api/{types}/{id}/preupload/{rev}: for each file whether it is to be a large object, is to be left out, and what is there now. */
export const preupload: Handler = async (context) => {
  const repository = findRepo(context, context.query.has("create_pr") ? "propose" : "write");
  const { commit } = await requireRevision(repository, context.params.rev!);
  const { objects } = repository;
  const body = await readJsonObject(context);
  const isLfs = lfsPatterns(
    optionalText(body, "gitAttributes") ?? (await readTextFile(objects, commit.tree, ".gitattributes")),
  );
  const ignored = ignore({ ignorecase: false }).add(
    optionalText(body, "gitIgnore") ?? (await readTextFile(objects, commit.tree, ".gitignore")),
  );
  const files = objectsField(body, "files", MOST_FILES).map((file) => ({
    path: textField(file, "path"),
    size: countField(file, "size"),
  }));
  const answers = files.map(async ({ path, size }) => {
    const fault = checkPath(path);
    if (fault) throw new HttpError(400, `Invalid path ${JSON.stringify(path.slice(0, 200))}: ${fault}`);
    const entry = await findEntry(objects, commit.tree, path);
    const present = entry && objects.get(entry.id);
    const uploadMode = isLfs(path) || size > context.hub.limits.regularFile ? "lfs" : "regular";
    const oid = present?.type === "blob" ? (present.lfs?.oid ?? present.id) : null;
    return { path, uploadMode, shouldIgnore: ignored.ignores(path), oid };
  });
  return json({ files: await Promise.all(answers) });
};
