import { listCommits } from "@huggingface/hub";
import { libraryFault } from "../request/library-fault.ts";
import { throughLibrary } from "../request/through-library.ts";
import type { CommitBatch } from "./commit-batches.ts";
import { missingAt } from "./missing-at.ts";
import type { UploadWork } from "./upload-work.ts";

/** Commits of others that may have come since. */
const MOST = 100;

/**
 * Looks whether a commit whose answer was lost was made all the same: the one that follows `parent` on the branch, if it holds the changes.
 */
export async function findCommit(
  work: Pick<UploadWork, "connection" | "repo" | "revision">,
  batch: CommitBatch,
  parent: string,
): Promise<string | undefined> {
  let child: string | undefined;
  let seen = 0;
  const options = { ...throughLibrary(work.connection), repo: work.repo, revision: encodeURIComponent(work.revision) };
  try {
    for await (const { oid } of listCommits(options)) {
      if (oid === parent)
        return child !== undefined && (await missingAt(work, child, batch)).length === 0 ? child : undefined;
      child = oid;
      if (++seen > MOST) return undefined;
    }
  } catch (error) {
    throw libraryFault(error, `it lists no commits of ${work.revision}`);
  }
  return undefined;
}
