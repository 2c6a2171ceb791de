import type { Handler } from "../server/context.ts";
import { findFile } from "./find-file.ts";
import { serveFile } from "./serve-file.ts";

/** GET and HEAD /{id}/raw/{rev}/{path}: what git holds, which of a large file is its pointer. */
export const rawFile: Handler = async (context) => {
  const { repository, commit, blob, name } = await findFile(context);
  const headers = { "X-Repo-Commit": commit.id, "Content-Type": "text/plain; charset=utf-8" };
  return serveFile(context, repository.objects.slice(blob.id), { etag: `"${blob.id}"`, name, headers });
};
