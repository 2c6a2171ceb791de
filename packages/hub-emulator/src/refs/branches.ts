import { json } from "../server/answer.ts";
import { parseJsonObject, readText } from "../server/body.ts";
import type { Context, Handler } from "../server/context.ts";
import { optionalText } from "../server/fields.ts";
import { findRepo } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";
import { requireRevision } from "../server/require-revision.ts";
import { editTree } from "../storage/edit-tree.ts";
import { MAIN } from "../storage/refs.ts";
import type { Repository } from "../storage/repository.ts";
import { writeCommit } from "../storage/write-commit.ts";
import { checkRefName } from "./check-ref-name.ts";

/** POST /api/{types}/{id}/branch/{name} with startingPoint, emptyBranch, overwrite. */
export const createBranch: Handler = async (context) => {
  const repository = findRepo(context, "write");
  const branch = context.params.rev!;
  checkRefName(branch);
  const text = await readText(context);
  const body = text === "" ? {} : parseJsonObject(text);
  const start = optionalText(body, "startingPoint");
  const isEmpty = body.emptyBranch === true;
  return repository.exclusive(async () => {
    const { refs } = repository;
    if (Object.hasOwn(refs.branches, branch)) {
      if (body.overwrite !== true) throw new HttpError(409, `Reference already exists: ${branch}`);
      // To overwrite with nothing told leaves the branch as it is.
      if (start === undefined && !isEmpty) return json({});
    }
    const commit = isEmpty
      ? await emptyCommit(context, repository)
      : (await requireRevision(repository, start ?? MAIN)).id;
    await repository.saveRefs({ ...refs, branches: { ...refs.branches, [branch]: commit } });
    return json({});
  });
};

/** DELETE /api/{types}/{id}/branch/{name}. */
export const deleteBranch: Handler = async (context) => {
  const repository = findRepo(context, "write");
  const branch = context.params.rev!;
  if (branch === MAIN) throw new HttpError(403, `The branch "${MAIN}" can't be deleted`);
  return repository.exclusive(async () => {
    const { [branch]: found, ...branches } = repository.refs.branches;
    if (!found || !Object.hasOwn(repository.refs.branches, branch)) {
      throw new HttpError(404, `Branch ${branch} not found`, { errorCode: "RevisionNotFound" });
    }
    await repository.saveRefs({ ...repository.refs, branches });
    return json({});
  });
};

/** A branch is the name of a commit, so that an empty one needs a commit without files. */
async function emptyCommit({ hub, user }: Context, repository: Repository): Promise<string> {
  const tree = await editTree(repository.objects.tree, undefined);
  return writeCommit(repository, {
    ...tree.finish(),
    parent: undefined,
    author: { name: user!.name, email: `${user!.name}@users.noreply.localhost` },
    milliseconds: hub.clock(),
    title: "initial commit",
  });
}
