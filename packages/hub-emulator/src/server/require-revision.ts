import type { Commit } from "../git/commit.ts";
import type { Repository } from "../storage/repository.ts";
import { HttpError } from "./http-error.ts";

/** The commit that a revision means, or the Hub's 404. */
export async function requireRevision(
  repository: Repository,
  revision: string,
): Promise<{ id: string; commit: Commit }> {
  const id = repository.resolve(revision);
  if (id) return { id, commit: await repository.objects.commit(id) };
  throw new HttpError(404, `Invalid rev id: ${revision}`, { errorCode: "RevisionNotFound" });
}
