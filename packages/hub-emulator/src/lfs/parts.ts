import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { sha256File } from "@tiny-cats/files";
import { json } from "../server/answer.ts";
import { readBody, readJsonObject } from "../server/body.ts";
import type { Context, Handler } from "../server/context.ts";
import { countField, objectsField, textField } from "../server/fields.ts";
import { HttpError } from "../server/http-error.ts";
import { requireSignature } from "../server/sign.ts";
import { empty } from "./put-object.ts";
import type { PartialUpload } from "./uploads.ts";

/** PUT /lfs/parts/{upload}/{part}: one part, written at its place in the object. */
export const putPart: Handler = async (context) => {
  requireSignature(context);
  const { id, upload } = findUpload(context);
  const part = Number(context.params.part);
  const begin = (part - 1) * upload.partBytes;
  const size = Math.min(upload.partBytes, upload.size - begin);
  const file = await openForWriting(upload.path);
  let bytes = 0;
  try {
    for await (const block of readBody(context, size)) {
      await writeAt(file, block, begin + bytes);
      bytes += block.length;
    }
  } finally {
    await file.close();
  }
  if (bytes !== size) throw new HttpError(400, `IncompleteBody: ${bytes} of ${size} bytes arrived`);
  const etag = `"${id}-${part}"`;
  upload.parts.set(part, etag);
  return empty(etag);
};

/** POST /lfs/parts/{upload}: the end of an upload in parts; the object is kept only when its SHA-256 is the one told. */
export const completeParts: Handler = async (context) => {
  requireSignature(context);
  const { id, upload } = findUpload(context);
  const body = await readJsonObject(context);
  const told = objectsField(body, "parts", 100_000).map((part) => ({
    number: countField(part, "partNumber"),
    etag: textField(part, "etag"),
  }));
  const count = Math.ceil(upload.size / upload.partBytes);
  const isWhole =
    told.length === count && told.every(({ number, etag }, i) => number === i + 1 && upload.parts.get(number) === etag);
  if (!isWhole) throw new HttpError(400, "InvalidPart: the parts told are not those that arrived");
  context.hub.uploads.delete(id);
  try {
    const oid = await sha256File(upload.path);
    if (oid !== upload.oid) throw new HttpError(400, "BadDigest: the SHA-256 of what arrived is not the object's");
    await flush(upload.path);
    await rename(upload.path, upload.repository.lfsPath(oid));
  } finally {
    await rm(upload.path, { force: true });
  }
  return json({ success: true });
};

function findUpload({ hub, params }: Context): { id: string; upload: PartialUpload } {
  const id = params.upload!;
  const upload = hub.uploads.get(id);
  if (!upload) throw new HttpError(404, "NoSuchUpload: it has ended, or the server was started again since");
  return { id, upload };
}

/** Parts come in any order and at once, so that the first to come makes the file and none empties it. */
async function openForWriting(path: string): Promise<FileHandle> {
  await open(path, "a").then((file) => file.close());
  return open(path, "r+");
}

async function writeAt(file: FileHandle, block: Buffer, position: number): Promise<void> {
  for (let done = 0; done < block.length; ) {
    done += (await file.write(block, done, block.length - done, position + done)).bytesWritten;
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, "r+");
  await file.sync().finally(() => file.close());
}
