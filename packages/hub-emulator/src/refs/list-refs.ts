import { isTrue } from "../files/list-tree.ts";
import { json } from "../server/answer.ts";
import type { Handler } from "../server/context.ts";
import { findRepo } from "../server/find-repo.ts";

/** GET /api/{types}/{id}/refs[?include_prs=1]: branches, tags and, when asked, pull requests. */
export const listRefs: Handler = async (context) => {
  const { branches, tags, pulls } = findRepo(context, "see").refs;
  const item = (kind: string, name: string, targetCommit: string) => ({
    name,
    ref: `refs/${kind}/${name}`,
    targetCommit,
  });
  const wantsPulls = isTrue(context.query.get("include_prs"));
  return json({
    branches: Object.entries(branches).map(([name, commit]) => item("heads", name, commit)),
    converts: [],
    tags: Object.entries(tags).map(([name, { commit }]) => item("tags", name, commit)),
    ...(wantsPulls && {
      pullRequests: Object.entries(pulls).map(([name, { commit }]) => item("pr", name, commit)),
    }),
  });
};
