import { json } from "../server/answer.ts";
import { readJsonObject } from "../server/body.ts";
import type { Handler } from "../server/context.ts";
import { requireRepo } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";
import { readTarget } from "./create-repo.ts";

/** DELETE /api/repos/delete. */
export const deleteRepo: Handler = async (context) => {
  const { hub, user } = context;
  if (!user) throw new HttpError(401, "Invalid username or password.");
  const { type, id } = readTarget(await readJsonObject(context), user.name);
  const repository = requireRepo(context, type, id, "write");
  await repository.exclusive(() => hub.storage.remove(repository));
  return json({});
};
