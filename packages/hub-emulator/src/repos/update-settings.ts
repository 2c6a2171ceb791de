import { json } from "../server/answer.ts";
import { readJsonObject } from "../server/body.ts";
import type { Handler } from "../server/context.ts";
import { findRepo } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";
import { readPrivate } from "./create-repo.ts";

/** PUT /api/{types}/{id}/settings: who may see and read a repository. */
export const updateSettings: Handler = async (context) => {
  const repository = findRepo(context, "write");
  const body = await readJsonObject(context);
  const isPrivate = readPrivate(body);
  const { gated } = body;
  if (gated !== undefined && gated !== false && gated !== "auto" && gated !== "manual") {
    throw new HttpError(400, '"gated" must be false, "auto" or "manual"');
  }
  await repository.exclusive(async () => {
    const { record } = repository;
    await repository.saveRecord({ ...record, private: isPrivate ?? record.private, gated: gated ?? record.gated });
  });
  return json({ private: repository.record.private, gated: repository.record.gated });
};
