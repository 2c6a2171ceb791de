import type { Handler } from "../server/context.ts";
import { findRepo } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";

/** GET /api/{types}/{id}/xet-{read,write}-token/{rev}: declined, with what to do about it. */
export const xetToken: Handler = async (context) => {
  findRepo(context, "see");
  throw new HttpError(404, "Xet storage is not emulated: set HF_HUB_DISABLE_XET=1, and files go by Git LFS");
};
