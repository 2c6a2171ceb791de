import { json } from "../server/answer.ts";
import { readJsonObject } from "../server/body.ts";
import type { Handler } from "../server/context.ts";
import { optionalText, textField } from "../server/fields.ts";
import { findRepo } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";
import { requireRevision } from "../server/require-revision.ts";
import { checkRefName } from "./check-ref-name.ts";

/** POST /api/{types}/{id}/tag/{rev}. */
export const createTag: Handler = async (context) => {
  const repository = findRepo(context, "write");
  const body = await readJsonObject(context);
  const tag = textField(body, "tag");
  const message = optionalText(body, "message") ?? "";
  checkRefName(tag);
  return repository.exclusive(async () => {
    const { id } = await requireRevision(repository, context.params.rev!);
    const { refs } = repository;
    if (Object.hasOwn(refs.tags, tag)) throw new HttpError(409, `Tag reference exists already: ${tag}`);
    await repository.saveRefs({ ...refs, tags: { ...refs.tags, [tag]: { commit: id, message } } });
    return json({});
  });
};

/** DELETE /api/{types}/{id}/tag/{tag}. */
export const deleteTag: Handler = async (context) => {
  const repository = findRepo(context, "write");
  const tag = context.params.rev!;
  return repository.exclusive(async () => {
    const { [tag]: found, ...tags } = repository.refs.tags;
    if (!found || !Object.hasOwn(repository.refs.tags, tag)) {
      throw new HttpError(404, `Tag ${tag} not found`, { errorCode: "RevisionNotFound" });
    }
    await repository.saveRefs({ ...repository.refs, tags });
    return json({});
  });
};
