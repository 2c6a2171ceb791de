import { json } from "../server/answer.ts";
import { readJsonObject } from "../server/body.ts";
import type { Handler } from "../server/context.ts";
import { countField, oidField } from "../server/fields.ts";
import { findRepo } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";

/** POST /{id}.git/info/lfs/objects/verify: whether an object has arrived (git-lfs, docs/api/basic-transfers.md). */
export const lfsVerify: Handler = async (context) => {
  context.params.name = context.params.git!.replace(/\.git$/, "");
  const repository = findRepo(context, "propose");
  const body = await readJsonObject(context);
  const size = await repository.lfsSize(oidField(body));
  if (size === undefined) throw new HttpError(404, "The object does not exist");
  if (size !== countField(body, "size")) throw new HttpError(422, `The object has ${size} bytes`);
  return json({});
};
