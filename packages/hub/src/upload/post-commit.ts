import { badAnswer } from "../errors/bad-answer.ts";
import { apiPath } from "../repo-id.ts";
import { call } from "../request/call.ts";
import { eitherSignal } from "../request/either-signal.ts";
import { isCommit } from "../revision.ts";
import type { CommitBatch } from "./commit-batches.ts";
import { type CommitHeader, commitBody } from "./commit-body.ts";
import { recordHash } from "./record-hash.ts";
import type { UploadWork } from "./upload-work.ts";

/** A commit that was made. */
export interface Commit {
  oid: string;
  /** The page of the pull request, where one was asked for. */
  pullRequest?: string;
}

/**
 * Sends one commit.
 *
 * @throws HubError "conflict" where the branch is not at the header's parent; "file-changed"; "hub-answer"; those of requests.
 */
export async function postCommit(
  work: UploadWork,
  batch: CommitBatch,
  { header, pullRequest, retries }: { header: CommitHeader; pullRequest: boolean; retries?: number },
): Promise<Commit> {
  const { connection, repo, revision, tally, speed, committing } = work;
  const body = commitBody(batch, header, (file) => recordHash(work, file));
  const stop = new AbortController();
  const signal = eitherSignal(connection.signal, stop.signal);
  let gone = 0;
  const address = `${connection.endpoint}/api/${apiPath(repo)}/commit/${encodeURIComponent(revision)}`;
  const begin = (touch: () => void) => {
    tally.resent += gone;
    committing.add(-gone);
    gone = 0;
    return streamOf(body.chunks(), {
      sent(bytes) {
        speed.sent(bytes);
        gone += bytes;
        committing.add(bytes);
        touch();
      },
      fault: (error) => stop.abort(error),
    });
  };
  committing.expect(body.bytes);
  const response = await call(connection, pullRequest ? `${address}?create_pr=1` : address, {
    method: "POST",
    headers: {
      "content-type": "application/x-ndjson",
      "content-length": String(body.bytes),
      accept: "application/json",
    },
    body: begin,
    retries,
    signal,
  });
  return readCommit(await response.text(), pullRequest);
}

function readCommit(text: string, pullRequest: boolean): Commit {
  let answer: { commitOid?: unknown; commitUrl?: unknown; pullRequestUrl?: unknown };
  try {
    answer = JSON.parse(text);
  } catch {
    throw badAnswer("the answer to the commit is no JSON");
  }
  const { commitOid, commitUrl, pullRequestUrl } = answer ?? {};
  if (typeof commitOid !== "string" || !isCommit(commitOid)) throw badAnswer("it names no commit", commitOid);
  // Said twice: where both are there they must agree.
  const said = /[0-9a-f]{40}/.exec(typeof commitUrl === "string" ? commitUrl : "")?.[0];
  if (said !== undefined && said !== commitOid) throw badAnswer("it names two commits", commitOid);
  if (!pullRequest) return { oid: commitOid };
  if (typeof pullRequestUrl !== "string" || !/\/\d+$/.test(pullRequestUrl))
    throw badAnswer("it names no pull request", pullRequestUrl);
  return { oid: commitOid, pullRequest: pullRequestUrl };
}

function streamOf(
  chunks: AsyncGenerator<Uint8Array<ArrayBuffer>>,
  { sent, fault }: { sent: (bytes: number) => void; fault: (error: unknown) => void },
): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next();
          if (done) return controller.close();
          controller.enqueue(value);
          sent(value.length);
        } catch (error) {
          fault(error);
          controller.error(error);
        }
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
