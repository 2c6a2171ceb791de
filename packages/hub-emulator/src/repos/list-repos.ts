import { canSee } from "../server/access.ts";
import { json } from "../server/answer.ts";
import type { Handler } from "../server/context.ts";
import { toType } from "../server/find-repo.ts";
import { nextLink, pageOf } from "../server/page-of.ts";
import { MAIN } from "../storage/refs.ts";
import { describe, expand } from "./repo-info.ts";

/** GET /api/{types}?author=&search=&limit=: the repositories a request may see, by name. */
export const listRepos: Handler = async (context) => {
  const { hub, user, params, query } = context;
  const type = toType(params.types);
  const author = query.get("author")?.toLowerCase();
  const search = query.get("search")?.toLowerCase();
  const found = hub.storage
    .list()
    .filter(({ record }) => record.type === type && canSee(user, record))
    .filter(({ record }) => author === undefined || record.id.toLowerCase().startsWith(`${author}/`))
    .filter(({ record }) => search === undefined || record.id.toLowerCase().includes(search))
    .sort((a, b) => (a.record.id < b.record.id ? -1 : 1));
  const { from, to } = pageOf(context, found.length);
  const page = await Promise.all(
    found.slice(from, to).map(async (repository) => {
      const sha = repository.resolve(MAIN);
      const commit = sha === undefined ? undefined : await repository.objects.commit(sha);
      return commit ? expand(context, await describe(repository, { sha: sha!, ...commit })) : undefined;
    }),
  );
  return json(
    page.filter((info) => info !== undefined),
    { headers: nextLink(context, to, found.length) },
  );
};
