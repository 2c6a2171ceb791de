import { HubError } from "../errors/hub-error.ts";
import { type CommitBatch, commitBatches } from "./commit-batches.ts";
import type { CommitHeader } from "./commit-body.ts";
import { discussionUrl } from "./discussion-url.ts";
import { makeCommit } from "./make-commit.ts";
import { makePullRequest } from "./make-pull-request.ts";
import { missingAt } from "./missing-at.ts";
import type { Modes } from "./preupload.ts";
import type { PlannedDeletion } from "./upload-plan.ts";
import type { UploadWork } from "./upload-work.ts";

export interface CommitWords {
  message: string;
  description: string;
}

/** Commits that were made. */
export interface Commits {
  /** In their order. */
  oids: string[];
  /** Where one was opened. */
  pull?: { number: number; url: string };
}

/**
 * Makes as many commits as the changes need, each insisting on the one before, and looks at the last one's tree: it must list what was sent.
 *
 * @throws HubError "conflict", "integrity-failed", those of requests.
 */
export async function commitAll(
  work: UploadWork,
  { regular, lfs }: Omit<Modes, "refused">,
  deleted: readonly PlannedDeletion[],
  { parent, words, openPull }: { parent: string; words: CommitWords; openPull: boolean },
): Promise<Commits> {
  const batches = commitBatches({ regular, lfs }, deleted);
  const made: Commits = { oids: [] };
  let at = work;
  for (const [i, batch] of batches.entries()) {
    const header = headerOf(words, made.oids.at(-1) ?? parent, i, batches.length);
    if (openPull && i === 0) {
      const { oid, number, pullRequest } = await makePullRequest(at, batch, header);
      const { connection, repo } = work;
      made.pull = { number, url: pullRequest ?? discussionUrl(connection, repo, number) };
      made.oids.push(oid);
      at = { ...work, revision: `refs/pr/${number}` };
    } else made.oids.push((await makeCommit(at, batch, header)).oid);
    for (const _ of [...batch.regular, ...batch.lfs]) work.committing.fileDone();
  }
  await check(work, made.oids.at(-1)!, { regular, lfs, deleted: [...deleted] });
  return made;
}

function headerOf({ message, description }: CommitWords, parentCommit: string, i: number, count: number): CommitHeader {
  return { summary: count === 1 ? message : `${message} (${i + 1} of ${count})`, description, parentCommit };
}

async function check(work: UploadWork, commit: string, all: CommitBatch): Promise<void> {
  const missing = await missingAt(work, commit, all);
  if (missing.length === 0) return;
  const names = missing.slice(0, 5).join(", ");
  throw new HubError(
    "integrity-failed",
    `${missing.length} changes are not in the commit ${commit} as they were sent: ${names}`,
    {
      value: { commit, paths: missing },
      remedy: "plan and upload again: only these will be sent",
    },
  );
}
