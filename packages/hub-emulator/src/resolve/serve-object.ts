import type { Handler } from "../server/context.ts";
import { toType } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";
import { requireSignature } from "../server/sign.ts";
import { serveFile } from "./serve-file.ts";

/**
 * GET and HEAD /cdn/{types}/{id}/{oid}: a large object to whoever has a signed address. It repeats what the redirect told, for a client that
 * follows redirects on one host asks here for it.
 */
export const serveObject: Handler = async (context) => {
  requireSignature(context);
  const { types, ns, name, oid } = context.params;
  const repository = context.hub.storage.get(toType(types), `${ns}/${name}`);
  const size = await repository?.lfsSize(oid!);
  if (!repository || size === undefined) throw new HttpError(404, "NoSuchKey");
  const commit = context.query.get("commit");
  const headers = {
    "X-Linked-ETag": `"${oid}"`,
    "X-Linked-Size": String(size),
    ...(commit && { "X-Repo-Commit": commit }),
  };
  const file = { path: repository.lfsPath(oid!), offset: 0, length: size };
  return serveFile(context, file, { etag: `"${oid}"`, name: context.query.get("name") ?? oid!, headers });
};
