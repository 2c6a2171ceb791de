import { atMost } from "@tiny-cats/files/at-most";
import { checkConcurrency } from "../check-concurrency.ts";
import { HubError } from "../errors/hub-error.ts";
import { tagIn } from "../repos/create-tag.ts";
import { checkEndpoint } from "../request/check-endpoint.ts";
import { type Connection, connect } from "../request/connection.ts";
import { type Commits, commitAll } from "./commit-all.ts";
import { defaultMessage } from "./default-message.ts";
import { discussionUrl } from "./discussion-url.ts";
import { type Journal, openJournal } from "./journal.ts";
import { type PreparedUpload, prepareUpload } from "./prepare-upload.ts";
import { type Modes, preupload } from "./preupload.ts";
import { journalPath } from "./read-journal.ts";
import { recordHash } from "./record-hash.ts";
import { sendObjects } from "./send-objects.ts";
import { speedometer } from "./speedometer.ts";
import type { UploadOptions } from "./upload-options.ts";
import type { UploadPlan } from "./upload-plan.ts";
import { stageCounter } from "./upload-progress.ts";
import type { UploadResult } from "./upload-result.ts";
import { uploadResultOf } from "./upload-result-of.ts";
import type { UploadWork } from "./upload-work.ts";

/**
 * Does what a plan says: sends large files as LFS objects, then commits. Nothing of it is seen before the first commit; each commit insists on
 * the one before it, the first on the one that the plan was made with. Without changes no commit is made. After a run that was stopped, plan and
 * upload again: what was sent is not sent again.
 *
 * The library's own `commit` is not used: it hashes every file again, holds all small files in memory for one commit, heeds neither
 * `shouldIgnore` nor an aborted signal, and sends equal files twice and empty ones as objects, which storages refuse.
 *
 * @throws HubError "unauthorized", "forbidden", "repo-not-found", "conflict" where somebody else has changed the branch or the tag exists,
 * "file-changed", "integrity-failed", "conflicting-options", "invalid-concurrency", "invalid-endpoint" of an endpoint that is not the plan's, and those of requests;
 * the signal's reason.
 */
export async function upload(plan: UploadPlan, options: UploadOptions = {}): Promise<UploadResult> {
  const started = performance.now();
  checkOptions(plan, options);
  const connection = connect({ ...options, endpoint: plan.endpoint });
  connection.signal?.throwIfAborted();
  const journal = await openJournal(options.journal === false ? undefined : (options.journal ?? journalPath(plan)));
  try {
    const work = workOf(connection, plan, journal, options);
    for (const file of [...plan.added, ...plan.changed, ...plan.unchanged]) recordHash(work, file);
    const prepared = await prepareUpload(connection, plan, journal, { ...options, counter: work.hashing });
    const at = { ...work, revision: prepared.revision };
    const { modes, commits } = await run(at, prepared, options);
    if (options.tag !== undefined) {
      const revision = commits.oids.at(-1) ?? prepared.plan.commit;
      await tagIn(connection, plan.repo, options.tag, { revision, existOk: true });
    }
    journal.remove();
    const result = uploadResultOf(at, prepared, { modes, commits, started });
    return journal.fault === undefined ? result : { ...result, journal_fault: journal.fault };
  } finally {
    journal.close();
  }
}

async function run(
  work: UploadWork,
  { plan, pull }: PreparedUpload,
  { message, description = "", pullRequest = false }: UploadOptions,
): Promise<{ modes: Modes; commits: Commits }> {
  const files = [...plan.added, ...plan.changed];
  const openPull = pullRequest && pull === undefined;
  const modes = await preupload(work, files, openPull);
  for (const { bytes } of modes.lfs) work.uploading.expect(bytes);
  await sendObjects(work, modes.lfs);
  const words = { message: message ?? defaultMessage(plan), description };
  const commits =
    modes.regular.length + modes.lfs.length + plan.deleted.length === 0
      ? { oids: [] }
      : await commitAll(work, modes, plan.deleted, { parent: plan.commit, words, openPull });
  if (pull === undefined) return { modes, commits };
  const url = discussionUrl(work.connection, plan.repo, pull);
  return { modes, commits: { ...commits, pull: { number: pull, url } } };
}

function workOf(
  connection: Connection,
  { repo, revision }: UploadPlan,
  journal: Journal,
  { concurrency = 4, fetch, onProgress }: UploadOptions,
): UploadWork {
  return {
    connection,
    repo,
    revision,
    journal,
    hashing: stageCounter("hashing", onProgress),
    uploading: stageCounter("uploading", onProgress),
    committing: stageCounter("committing", onProgress),
    speed: speedometer(),
    slot: atMost(concurrency),
    concurrency,
    reuseBlocks: fetch === undefined,
    tally: { resent: 0 },
  };
}

function checkOptions(plan: UploadPlan, { endpoint, tag, pullRequest, concurrency }: UploadOptions): void {
  if (endpoint !== undefined && checkEndpoint(endpoint) !== plan.endpoint)
    throw new HubError("invalid-endpoint", "the plan was made with another Hub", {
      value: plan.endpoint,
      remedy: "plan and upload with the same endpoint",
    });
  if (tag !== undefined && pullRequest)
    throw new HubError("conflicting-options", "a pull request is not tagged", {
      value: { tag, pullRequest },
      remedy: "leave the tag out, and tag when it has been merged",
    });
  checkConcurrency(concurrency);
}
