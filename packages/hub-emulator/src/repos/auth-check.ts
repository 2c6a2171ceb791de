import { json } from "../server/answer.ts";
import type { Handler } from "../server/context.ts";
import { findRepo } from "../server/find-repo.ts";

/** GET /api/{types}/{id}/auth-check: whether the files may be read. */
export const authCheck: Handler = async (context) => {
  findRepo(context, "read");
  return json({});
};

/** GET /api/{types}/{id}/auth-check/write. */
export const authCheckWrite: Handler = async (context) => {
  findRepo(context, "write");
  return json({});
};
