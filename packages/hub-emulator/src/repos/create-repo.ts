import { randomBytes } from "node:crypto";
import { decodeBase64 } from "../files/decode-base64.ts";
import { makeBlob } from "../git/make-object.ts";
import { canWrite, isMember } from "../server/access.ts";
import { json } from "../server/answer.ts";
import { readJsonObject } from "../server/body.ts";
import type { Handler } from "../server/context.ts";
import { objectsField, optionalText, textField } from "../server/fields.ts";
import { HttpError } from "../server/http-error.ts";
import { checkPath } from "../storage/check-path.ts";
import { editTree } from "../storage/edit-tree.ts";
import { MAIN } from "../storage/refs.ts";
import type { RepoType } from "../storage/repo-record.ts";
import type { Repository } from "../storage/repository.ts";
import { writeCommit } from "../storage/write-commit.ts";
import { checkRepoId } from "./check-repo-id.ts";
import { initialAttributes } from "./initial-files.ts";
import { repoUrl } from "./repo-url.ts";

/** POST /api/repos/create. */
export const createRepo: Handler = async (context) => {
  const { hub, user } = context;
  if (!user) throw new HttpError(401, "Invalid username or password.");
  const body = await readJsonObject(context);
  const { type, id } = readTarget(body, user.name);
  const namespace = id.split("/")[0]!;
  if (user.role === "read") {
    throw new HttpError(403, "Forbidden: you must use a write token to create a repository.");
  }
  if (!isMember(user, namespace) || !canWrite(user, id)) {
    throw new HttpError(403, `You don't have the rights to create a ${type} under the namespace "${namespace}"`);
  }
  const files = initialFiles(body, type);
  const record = {
    _id: randomBytes(12).toString("hex"),
    type,
    id,
    private: readPrivate(body) ?? false,
    gated: false as const,
    createdAt: new Date(hub.clock()).toISOString(),
    ...(type === "space" && { sdk: optionalText(body, "sdk") ?? "static" }),
  };
  const author = { name: user.name, email: `${user.name}@users.noreply.localhost` };
  const made = await hub.storage.create(record, (repository) => fill(repository, files, author, hub.clock()));
  const url = repoUrl(context.base, type, id);
  if (made) return json({ url, name: id, id: record._id });
  throw new HttpError(409, `You already created this ${type} repo`, { extra: { url } });
};

/** The repository that a body of create or delete means; it begins with the account's own name where no organisation is told. */
export function readTarget(body: Record<string, unknown>, user: string): { type: RepoType; id: string } {
  const type = optionalText(body, "type") ?? "model";
  if (type !== "model" && type !== "dataset" && type !== "space") {
    throw new HttpError(400, `Unknown repository type "${type.slice(0, 50)}"`);
  }
  const name = textField(body, "name");
  const id = name.includes("/") ? name : `${optionalText(body, "organization") ?? user}/${name}`;
  checkRepoId(id);
  return { type, id };
}

/** Whether a body asks for a private repository; undefined where it says nothing of it. */
export function readPrivate(body: Record<string, unknown>): boolean | undefined {
  const { visibility, private: isPrivate } = body;
  if (visibility === undefined || visibility === null) return typeof isPrivate === "boolean" ? isPrivate : undefined;
  if (visibility === "public" || visibility === "private") return visibility === "private";
  throw new HttpError(400, '"visibility" must be "public" or "private"');
}

function initialFiles(body: Record<string, unknown>, type: RepoType): Map<string, Buffer> {
  const files = new Map<string, Buffer>([[".gitattributes", Buffer.from(initialAttributes(type))]]);
  const license = optionalText(body, "license");
  if (license) files.set("README.md", Buffer.from(`---\nlicense: ${JSON.stringify(license)}\n---\n`));
  for (const file of body.files ? objectsField(body, "files", 1000) : []) {
    const path = textField(file, "path");
    const fault = checkPath(path);
    if (fault) throw new HttpError(400, `Invalid path: ${fault}`);
    files.set(path, decodeBase64(file.content));
  }
  return files;
}

async function fill(
  repository: Repository,
  files: Map<string, Buffer>,
  author: { name: string; email: string },
  milliseconds: number,
): Promise<void> {
  const { objects } = repository;
  const tree = await editTree(objects.tree, undefined);
  const blobs = [...files].map(([path, content]) => ({ path, blob: makeBlob(content) }));
  await objects.add(blobs.map(({ blob }) => blob));
  for (const { path, blob } of blobs) {
    if (!(await tree.set(path, blob.id))) throw new HttpError(400, `"${path}" is a file and a folder`);
  }
  const commit = await writeCommit(repository, {
    ...tree.finish(),
    parent: undefined,
    author,
    milliseconds,
    title: "initial commit",
  });
  await repository.saveRefs({ ...repository.refs, branches: { [MAIN]: commit } });
}
