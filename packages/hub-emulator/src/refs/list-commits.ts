import type { Commit } from "../git/commit.ts";
import { json } from "../server/answer.ts";
import type { Handler } from "../server/context.ts";
import { findRepo } from "../server/find-repo.ts";
import { nextLink, pageOf } from "../server/page-of.ts";
import { requireRevision } from "../server/require-revision.ts";

/** GET /api/{types}/{id}/commits/{rev}: the history along first parents, newest first. */
export const listCommits: Handler = async (context) => {
  const repository = findRepo(context, "see");
  const head = await requireRevision(repository, context.params.rev!);
  const ids: string[] = [];
  for (let id: string | undefined = head.id; id; id = (await repository.objects.commit(id)).parents[0]) ids.push(id);
  const { from, to } = pageOf(context, ids.length);
  const commits = ids.slice(from, to).map(async (id) => describe(id, await repository.objects.commit(id)));
  const headers = { "X-Total-Count": String(ids.length), ...nextLink(context, to, ids.length) };
  return json(await Promise.all(commits), { headers });
};

function describe(id: string, { message, author, seconds }: Commit) {
  const [title = "", ...rest] = message.split("\n");
  return {
    id,
    title,
    message: rest.join("\n").trim(),
    authors: [{ user: author.name, avatar: "/avatar" }],
    date: new Date(seconds * 1000).toISOString(),
  };
}
