import { type HubError, isHubError } from "../errors/hub-error.ts";
import { branchMoved } from "./branch-moved.ts";
import type { CommitBatch } from "./commit-batches.ts";
import type { CommitHeader } from "./commit-body.ts";
import { findCommit } from "./find-commit.ts";
import { type Commit, postCommit } from "./post-commit.ts";
import type { UploadWork } from "./upload-work.ts";

/**
 * Makes one commit on top of `header.parentCommit`, once: where an answer may have been lost, the branch is looked at.
 *
 * @throws HubError "conflict" where somebody else has moved the branch, those of `postCommit`.
 */
export async function makeCommit(work: UploadWork, batch: CommitBatch, header: CommitHeader): Promise<Commit> {
  try {
    return await postCommit(work, batch, { header, pullRequest: false });
  } catch (error) {
    if (!isHubError(error)) throw error;
    const conflict = error.code === "conflict";
    if (isLost(error) || (conflict && error.attempts > 1)) {
      const oid = await findCommit(work, batch, header.parentCommit).catch(() => undefined);
      if (oid !== undefined) return { oid };
    }
    work.connection.signal?.throwIfAborted();
    throw conflict ? branchMoved(work, header.parentCommit, error) : error;
  }
}

/** Whether the commit may have been made in spite of the error. */
export function isLost({ code }: HubError): boolean {
  return ["network-failed", "hub-unavailable", "hub-answer"].includes(code);
}
