import { isHubError } from "../errors/hub-error.ts";
import { refsOf } from "../repos/list-refs.ts";
import { backoff } from "../request/backoff.ts";
import { pause } from "../request/pause.ts";
import type { CommitBatch } from "./commit-batches.ts";
import type { CommitHeader } from "./commit-body.ts";
import { findCommit } from "./find-commit.ts";
import { isLost } from "./make-commit.ts";
import { type Commit, postCommit } from "./post-commit.ts";
import type { UploadWork } from "./upload-work.ts";

/** A pull request and its first commit. */
export interface PullRequest extends Commit {
  number: number;
}

/**
 * Opens a pull request with one commit. The Hub would open a second one if it were asked again, so that after a lost answer (also of a run
 * that was killed) the pull requests opened since are looked at first.
 *
 * @throws as `postCommit`.
 */
export async function makePullRequest(
  work: UploadWork,
  batch: CommitBatch,
  header: CommitHeader,
): Promise<PullRequest> {
  const { connection, journal } = work;
  const begun = journal.state.pull;
  const before = begun?.before ?? (await numbers(work));
  journal.write({ is: "pull", before });
  for (let attempt = 1; ; attempt++) {
    const found = attempt === 1 && !begun ? undefined : await findPullRequest(work, batch, before, header.parentCommit);
    const pull = found ?? (await post(work, batch, header, { attempt, before }));
    if (!pull) continue;
    journal.write({ is: "pull", before, number: pull.number });
    connection.signal?.throwIfAborted();
    return pull;
  }
}

async function post(
  work: UploadWork,
  batch: CommitBatch,
  header: CommitHeader,
  { attempt, before }: { attempt: number; before: readonly number[] },
): Promise<PullRequest | undefined> {
  const { connection } = work;
  try {
    const commit = await postCommit(work, batch, { header, pullRequest: true, retries: 0 });
    return { ...commit, number: Number(/\d+$/.exec(commit.pullRequest ?? "")?.[0]) };
  } catch (error) {
    if (!isHubError(error) || !(isLost(error) || error.code === "rate-limited")) throw error;
    const { retryAfterMs } = error;
    if (attempt > connection.retries || (retryAfterMs ?? 0) > connection.longestWaitMs) {
      const found = await findPullRequest(work, batch, before, header.parentCommit).catch(() => undefined);
      if (found) return found;
      throw error;
    }
    connection.spent.retries++;
    const waitMs = retryAfterMs ?? backoff(attempt, connection);
    connection.onRetry?.({ error, attempt, waitMs });
    await pause(waitMs, connection.signal);
    return undefined;
  }
}

async function findPullRequest(
  { connection, repo }: UploadWork,
  batch: CommitBatch,
  before: readonly number[],
  parent: string,
): Promise<PullRequest | undefined> {
  for (const number of await numbers({ connection, repo })) {
    if (before.includes(number)) continue;
    const oid = await findCommit({ connection, repo, revision: `refs/pr/${number}` }, batch, parent);
    if (oid !== undefined) return { oid, number };
  }
  return undefined;
}

async function numbers({ connection, repo }: Pick<UploadWork, "connection" | "repo">): Promise<number[]> {
  const { pullRequests } = await refsOf(connection, repo, { pullRequests: true });
  return pullRequests.map(({ ref }) => Number(/^refs\/pr\/(\d+)$/.exec(ref)?.[1])).filter(Number.isSafeInteger);
}
