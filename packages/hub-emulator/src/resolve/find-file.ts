import type { Commit } from "../git/commit.ts";
import type { Context } from "../server/context.ts";
import { findRepo } from "../server/find-repo.ts";
import { HttpError } from "../server/http-error.ts";
import { requireRevision } from "../server/require-revision.ts";
import { checkPath } from "../storage/check-path.ts";
import { findEntry } from "../storage/find-entry.ts";
import type { PackEntry } from "../storage/pack-file.ts";
import type { Repository } from "../storage/repository.ts";

/** The file that an address of resolve or raw means. */
export interface FoundFile {
  repository: Repository;
  commit: { id: string; commit: Commit };
  blob: PackEntry;
  /** Last part of its path. */
  name: string;
}

/** Finds it, or throws the Hub's 404, which tells the commit all the same: clients note which files it does not have. */
export async function findFile(context: Context): Promise<FoundFile> {
  const path = context.params.path!;
  const fault = checkPath(path);
  if (fault) throw new HttpError(400, `Invalid path: ${fault}`);
  const repository = findRepo(context, "read");
  const commit = await requireRevision(repository, context.params.rev!);
  const entry = await findEntry(repository.objects, commit.commit.tree, path);
  const blob = entry && repository.objects.get(entry.id);
  if (blob?.type === "blob") return { repository, commit, blob, name: path.slice(path.lastIndexOf("/") + 1) };
  throw new HttpError(404, "Entry not found", {
    errorCode: "EntryNotFound",
    headers: { "X-Repo-Commit": commit.id },
  });
}
