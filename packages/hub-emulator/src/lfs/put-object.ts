import { createHash } from "node:crypto";
import { writeFileAtomic } from "@tiny-cats/files";
import type { Answer } from "../server/answer.ts";
import { readBody } from "../server/body.ts";
import type { Context, Handler } from "../server/context.ts";
import { toType } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";
import { requireSignature } from "../server/sign.ts";

/** PUT /lfs/{types}/{id}/{oid}: an object in one piece, kept only when its size and SHA-256 are those told. */
export const putObject: Handler = async (context) => {
  requireSignature(context);
  const { types, ns, name, oid } = context.params;
  const repository = context.hub.storage.get(toType(types), `${ns}/${name}`);
  if (!repository) throw new HttpError(404, "NoSuchBucket");
  const size = Number(context.query.get("size"));
  await writeFileAtomic(repository.lfsPath(oid!), checked(context, { oid: oid!, size }));
  return empty(`"${oid}"`);
};

/** The body's blocks; after the last one an error when they were not the object. */
async function* checked(context: Context, { oid, size }: { oid: string; size: number }): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const block of readBody(context, size)) {
    hash.update(block);
    bytes += block.length;
    yield block;
  }
  if (bytes !== size) throw new HttpError(400, `IncompleteBody: ${bytes} of ${size} bytes arrived`);
  if (hash.digest("hex") !== oid)
    throw new HttpError(400, "BadDigest: the SHA-256 of what arrived is not the object's");
}

/** What a bucket answers to bytes it has taken. */
export function empty(etag: string): Answer {
  return { status: 200, headers: { ETag: etag } };
}
