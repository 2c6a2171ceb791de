import { canWrite } from "../server/access.ts";
import { json } from "../server/answer.ts";
import { readJsonObject } from "../server/body.ts";
import type { Handler } from "../server/context.ts";
import { textField } from "../server/fields.ts";
import { requireRepo } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";
import { checkRepoId } from "./check-repo-id.ts";
import { readTarget } from "./create-repo.ts";

/** POST /api/repos/move: gives a repository another name. The old name is free then; the Hub's redirect from it is not kept. */
export const moveRepo: Handler = async (context) => {
  const { hub, user } = context;
  if (!user) throw new HttpError(401, "Invalid username or password.");
  const body = await readJsonObject(context);
  const { type, id } = readTarget({ name: textField(body, "fromRepo"), type: body.type }, user.name);
  const to = textField(body, "toRepo");
  checkRepoId(to);
  const repository = requireRepo(context, type, id, "write");
  if (!canWrite(user, to)) {
    throw new HttpError(403, `You don't have the rights to move a ${type} to the namespace "${to.split("/")[0]}"`);
  }
  const done = await repository.exclusive(() => hub.storage.move(repository, to));
  if (!done) throw new HttpError(409, `"${to}" is taken`);
  return json({});
};
