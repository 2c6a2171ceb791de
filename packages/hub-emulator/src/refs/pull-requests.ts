import { json } from "../server/answer.ts";
import { readJsonObject } from "../server/body.ts";
import type { Context, Handler } from "../server/context.ts";
import { optionalText, textField } from "../server/fields.ts";
import { findRepo } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";
import { requireRevision } from "../server/require-revision.ts";
import { MAIN, type PullRequest } from "../storage/refs.ts";
import type { Repository } from "../storage/repository.ts";

/** Opens a pull request, inside the repository's turn. @returns its number. */
export async function addPullRequest(
  { hub, user }: Context,
  repository: Repository,
  { commit, title, description }: Pick<PullRequest, "commit" | "title" | "description">,
): Promise<number> {
  const { refs } = repository;
  const number = 1 + Math.max(0, ...Object.keys(refs.pulls).map(Number));
  const createdAt = new Date(hub.clock()).toISOString();
  const pull = { commit, title, description, author: user!.name, createdAt };
  await repository.saveRefs({ ...refs, pulls: { ...refs.pulls, [number]: pull } });
  return number;
}

/** POST /api/{types}/{id}/discussions: opens a pull request without changes, as the Python client does before an upload in parts. */
export const openPullRequest: Handler = async (context) => {
  const repository = findRepo(context, "propose");
  const body = await readJsonObject(context);
  if (body.pullRequest !== true) throw new HttpError(400, "Only pull requests are emulated, discussions are not");
  const title = textField(body, "title");
  const description = optionalText(body, "description") ?? "";
  return repository.exclusive(async () => {
    const { id } = await requireRevision(repository, MAIN);
    const number = await addPullRequest(context, repository, { commit: id, title, description });
    return json({ num: number, pullRequest: true });
  });
};

/** GET /api/{types}/{id}/discussions/{number}. */
export const pullRequestDetails: Handler = async (context) => {
  const repository = findRepo(context, "see");
  const number = context.params.number!;
  const pull = Object.hasOwn(repository.refs.pulls, number) ? repository.refs.pulls[number] : undefined;
  if (!pull) throw new HttpError(404, `Discussion ${number} not found`);
  const { title, description, author, createdAt } = pull;
  const person = { name: author, fullname: author, type: "user", avatarUrl: "/avatar", isHf: false, isPro: false };
  const content = { raw: description, edited: false, hidden: false, html: "" };
  return json({
    num: Number(number),
    title,
    author: person,
    createdAt,
    status: "draft",
    isPullRequest: true,
    repo: { name: repository.record.id, type: repository.record.type },
    events: [
      { id: `comment-${number}`, type: "comment", author: person, createdAt, data: { latest: content, ...content } },
    ],
    changes: { base: `refs/heads/${MAIN}` },
    filesWithConflicts: false,
    diff: "",
  });
};
