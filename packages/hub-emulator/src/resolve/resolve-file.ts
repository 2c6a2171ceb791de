import type { Handler } from "../server/context.ts";
import { signedUrl } from "../server/sign.ts";
import { findFile } from "./find-file.ts";
import { disposition, serveFile } from "./serve-file.ts";

/** GET and HEAD /{id}/resolve/{rev}/{path}: a regular file at once, a large one by a redirect. */
export const resolveFile: Handler = async (context) => {
  const { repository, commit, blob, name } = await findFile(context);
  const headers = { "X-Repo-Commit": commit.id };
  if (!blob.lfs) {
    return serveFile(context, repository.objects.slice(blob.id), { etag: `"${blob.id}"`, name, headers });
  }
  const { oid, size } = blob.lfs;
  const { type, id } = repository.record;
  const cdnHost = context.hub.cdnHost;
  const base = cdnHost ? `http://${cdnHost}:${new URL(context.base).port || 80}` : context.base;
  const location = signedUrl({ ...context, base }, "GET", `/cdn/${type}s/${id}/${oid}`, { name, commit: commit.id });
  return {
    status: 302,
    headers: {
      ...headers,
      Location: location,
      "X-Linked-ETag": `"${oid}"`,
      "X-Linked-Size": String(size),
      ETag: `"${oid}"`,
      "Accept-Ranges": "bytes",
      "Content-Disposition": disposition(name),
    },
    text: `Found. Redirecting to ${location}`,
  };
};
