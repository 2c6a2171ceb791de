import { addPullRequest } from "../refs/pull-requests.ts";
import { repoUrl } from "../repos/repo-url.ts";
import { json } from "../server/answer.ts";
import type { Context, Handler } from "../server/context.ts";
import { findRepo } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";
import { requireRevision } from "../server/require-revision.ts";
import { editTree } from "../storage/edit-tree.ts";
import { MAIN, type Refs } from "../storage/refs.ts";
import type { Repository } from "../storage/repository.ts";
import { writeCommit } from "../storage/write-commit.ts";
import { type StagedCommit, stageCommit } from "./stage-commit.ts";

/** POST /api/{types}/{id}/commit/{rev}[?create_pr=1]: files and deletions as one commit. */
export const createCommit: Handler = async (context) => {
  const { params, query, base } = context;
  const isPull = ["1", "true"].includes(query.get("create_pr") ?? "");
  const repository = findRepo(context, isPull ? "propose" : "write");
  await requireRevision(repository, params.rev!);
  const staged = await stageCommit(context, repository);
  const { record } = repository;
  const url = repoUrl(base, record.type, record.id);
  return repository.exclusive(async () => {
    // Deleted while the body was on its way.
    findRepo(context, "see");
    if (isPull) {
      const parent = (await requireRevision(repository, staged.header.parentCommit ?? params.rev!)).id;
      const commit = await apply(context, repository, staged, parent);
      const { summary: title, description } = staged.header;
      const number = await addPullRequest(context, repository, { commit, title, description });
      return json(result(url, commit, `${url}/discussions/${number}`));
    }
    const { head, withHead } = findTarget(repository.refs, params.rev!);
    const { parentCommit } = staged.header;
    if (parentCommit !== undefined && parentCommit !== head) {
      throw new HttpError(
        412,
        `A commit has happened since. Please refresh and try again. Expected ${parentCommit}, found ${head}`,
      );
    }
    const commit = await apply(context, repository, staged, head);
    await repository.saveRefs(withHead(commit));
    return json(result(url, commit));
  });
};

function result(url: string, commit: string, pullRequestUrl?: string) {
  return {
    success: true,
    commitOid: commit,
    commitUrl: `${url}/commit/${commit}`,
    hookOutput: "",
    ...(pullRequestUrl && { pullRequestUrl }),
  };
}

/** The branch or pull request that a commit moves on; a tag or a commit's id can't be. */
function findTarget(refs: Refs, revision: string): { head: string; withHead: (commit: string) => Refs } {
  const pull = /^refs\/pr\/(\d+)$/.exec(revision)?.[1];
  if (pull !== undefined && Object.hasOwn(refs.pulls, pull)) {
    const { [pull]: request, ...pulls } = refs.pulls;
    return {
      head: request!.commit,
      withHead: (commit) => ({ ...refs, pulls: { ...pulls, [pull]: { ...request!, commit } } }),
    };
  }
  const branch = revision === "HEAD" ? MAIN : revision.replace(/^refs\/heads\//, "");
  if (Object.hasOwn(refs.branches, branch)) {
    return {
      head: refs.branches[branch]!,
      withHead: (commit) => ({ ...refs, branches: { ...refs.branches, [branch]: commit } }),
    };
  }
  throw new HttpError(
    400,
    `"${revision}" is neither a branch nor a pull request, so that nothing can be committed to it`,
  );
}

async function apply(
  { hub, user }: Context,
  repository: Repository,
  { header, changes }: StagedCommit,
  parent: string,
): Promise<string> {
  const { objects } = repository;
  const tree = await editTree(objects.tree, (await objects.commit(parent)).tree);
  for (const change of changes) {
    if (change.key === "set") {
      if (await tree.set(change.path, change.id)) continue;
      throw new HttpError(400, `"${change.path}" would be a file and a folder`);
    }
    const folder = change.key === "deletedFolder";
    if (await tree.remove(change.path, { folder })) continue;
    const what = folder ? "folder" : "file";
    throw new HttpError(404, `A ${what} with the name "${change.path}" does not exist`, { errorCode: "EntryNotFound" });
  }
  return writeCommit(repository, {
    ...tree.finish(),
    parent,
    author: { name: user!.name, email: `${user!.name}@users.noreply.localhost` },
    milliseconds: hub.clock(),
    title: header.summary,
    description: header.description,
  });
}
