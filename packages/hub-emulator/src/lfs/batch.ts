import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { repoUrl } from "../repos/repo-url.ts";
import { json } from "../server/answer.ts";
import { readJsonObject } from "../server/body.ts";
import type { Context, Handler } from "../server/context.ts";
import { countField, objectsField, oidField } from "../server/fields.ts";
import { findRepo } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";
import { signedUrl } from "../server/sign.ts";
import type { Repository } from "../storage/repository.ts";
import { MOST_UPLOADS } from "./uploads.ts";

const MOST_OBJECTS = 1_000;
const TYPE = { "Content-Type": "application/vnd.git-lfs+json" };

/** POST /{id}.git/info/lfs/objects/batch (git-lfs, docs/api/batch.md), with the Hub's own transfer in parts. Xet is never chosen. */
export const lfsBatch: Handler = async (context) => {
  context.params.name = context.params.git!.replace(/\.git$/, "");
  const body = await readJsonObject(context);
  const { operation, hash_algo: hash = "sha256", transfers = ["basic"] } = body;
  if (operation !== "upload" && operation !== "download") throw new HttpError(422, "Unknown LFS operation");
  if (hash !== "sha256" && hash !== "sha_256") throw new HttpError(409, "Only sha256 is known as hash_algo");
  if (!Array.isArray(transfers)) throw new HttpError(422, '"transfers" must be a list');
  // Whoever may propose a change must be able to bring its files.
  const repository = findRepo(context, operation === "upload" ? "propose" : "read");
  const objects = objectsField(body, "objects", MOST_OBJECTS).map((object) => ({
    oid: oidField(object),
    size: countField(object, "size"),
  }));
  const answers = [];
  let inParts = false;
  for (const object of objects) {
    if (operation === "download") answers.push(await download(context, repository, object));
    else {
      const answer = await upload(context, repository, object, transfers.includes("multipart"));
      inParts ||= answer.inParts;
      answers.push(answer.object);
    }
  }
  return json({ transfer: inParts ? "multipart" : "basic", objects: answers }, { headers: TYPE });
};

type Wanted = { oid: string; size: number };

async function download(context: Context, repository: Repository, { oid, size }: Wanted) {
  if ((await repository.lfsSize(oid)) !== size) {
    return { oid, size, error: { code: 404, message: "Object does not exist on the server" } };
  }
  const { type, id } = repository.record;
  return { oid, size, actions: { download: { href: signedUrl(context, "GET", `/cdn/${type}s/${id}/${oid}`, {}) } } };
}

async function upload(context: Context, repository: Repository, { oid, size }: Wanted, takesParts: boolean) {
  const { limits } = context.hub;
  if (size > limits.object) {
    const message = `Objects of more than ${limits.object} bytes can't be stored`;
    return { inParts: false, object: { oid, size, error: { code: 422, message } } };
  }
  const present = await repository.lfsSize(oid);
  if (present === size) return { inParts: false, object: { oid, size } };
  if (present !== undefined) {
    const error = { code: 422, message: `The object has ${present} bytes, not ${size}` };
    return { inParts: false, object: { oid, size, error } };
  }
  const { type, id } = repository.record;
  const verify = { href: `${repoUrl(context.base, type, id)}.git/info/lfs/objects/verify` };
  const inParts = takesParts && size > limits.multipart;
  const action = inParts
    ? await partsAction(context, repository, { oid, size })
    : { href: signedUrl(context, "PUT", `/lfs/${type}s/${id}/${oid}`, { size }) };
  return { inParts, object: { oid, size, authenticated: true, actions: { upload: action, verify } } };
}

async function partsAction(context: Context, repository: Repository, { oid, size }: Wanted) {
  const { limits, uploads } = context.hub;
  const upload = randomUUID();
  const path = join(repository.place.folder, "incoming", upload);
  uploads.set(upload, { repository, oid, size, partBytes: limits.part, parts: new Map(), path });
  if (uploads.size > MOST_UPLOADS) {
    const [oldest, { path: forgotten }] = uploads.entries().next().value!;
    uploads.delete(oldest);
    await rm(forgotten, { force: true });
  }
  const header: Record<string, string> = { chunk_size: String(limits.part) };
  for (let part = 1; part <= Math.ceil(size / limits.part); part++) {
    header[String(part).padStart(5, "0")] = signedUrl(context, "PUT", `/lfs/parts/${upload}/${part}`, {});
  }
  return { href: signedUrl(context, "POST", `/lfs/parts/${upload}`, {}), header };
}
