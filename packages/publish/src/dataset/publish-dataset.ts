import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { withLock } from "@tiny-cats/files";
import { createTag, parseRepo, type RepoId, upload } from "@tiny-cats/hub";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkTag } from "../hub/check-tag.ts";
import { countRetries } from "../hub/count-retries.ts";
import { planTree } from "../hub/plan-tree.ts";
import { preflight } from "../hub/preflight.ts";
import { publishedEarlier } from "../hub/published-earlier.ts";
import { readRemote } from "../hub/read-remote.ts";
import { LAYOUT } from "../layout.ts";
import type { Stage } from "../progress.ts";
import { writeReport } from "../report/write-report.ts";
import type { PublishDatasetOptions } from "./dataset-options.ts";
import type { DatasetOutcome } from "./dataset-plan.ts";
import { datasetReport } from "./dataset-report.ts";
import { datasetTag } from "./dataset-tag.ts";
import { makeDatasetTree } from "./dataset-tree.ts";
import { planDataset } from "./plan-dataset.ts";
import { readDataset } from "./read-dataset.ts";
import { verifyDataset } from "./verify-dataset.ts";

/**
 * Brings a data set to a dataset repository: counted, described in a card with its licence, sent, downloaded again and compared hash by hash,
 * and tagged. A folder is a set of pictures, a set of tokens, or files that an index lists; see readDataset. Files that an earlier publication
 * put there and the set no longer has are deleted; those that people put there stay. A run that was stopped is gone on with by another.
 *
 * @throws TinyCatsError "file-missing" with the list of what an index or metadata names and the folder lacks, "empty-dataset",
 * "missing-licence", "dataset-repo-needed", "invalid-tag", "tag-exists", "verification-failed", and what readDataset throws; HubError;
 * FilesError "lock-timeout" while another process publishes from this work folder; the signal's reason
 */
export async function publishDataset(folder: string, options: PublishDatasetOptions): Promise<DatasetOutcome> {
  const repo = datasetRepo(options.repo);
  await mkdir(options.work, { recursive: true });
  return withLock(join(options.work, "publish.lock"), () => publishIn(folder, repo, options), { timeoutMs: 0 });
}

async function publishIn(folder: string, repo: RepoId, options: PublishDatasetOptions): Promise<DatasetOutcome> {
  const { work, command, signal, dryRun = false, pullRequest = false, message, confirm } = options;
  const { hub, retries } = countRetries(options);
  const tell = (stage: Stage) => (progress: { what: string; done: number; total: number }) =>
    options.onProgress?.({ stage, ...progress });
  const { repo: info } = await preflight(repo, {
    ...hub,
    ...{ private: options.private ?? false, pullRequest, dryRun },
    inputs: [folder],
  });
  const facts = await readDataset(folder, { command, ...(signal && { signal }), onProgress: tell("check") });
  const at = info?.commit === undefined ? undefined : { ...hub, revision: info.commit };
  const existing = at && (await readRemote(repo, LAYOUT.card, at));
  const tree = await makeDatasetTree(folder, facts, {
    work,
    repo: repo.name,
    ...(signal && { signal }),
    ...(options.license !== undefined && { license: options.license }),
    ...(options.title !== undefined && { title: options.title }),
    ...(existing !== undefined && { existing }),
    onProgress: tell("prepare"),
  });

  const journal = join(work, "dataset.journal");
  const sending = await planTree(tree.folder, repo, {
    ...hub,
    journal,
    earlier: at ? await publishedEarlier(repo, at.revision, hub) : [],
    onProgress: (done, total) => tell("plan")({ what: "hashing", done, total }),
  });
  const tag =
    options.tag === false || pullRequest
      ? null
      : datasetTag(options.tag, { sha256: tree.sha256, date: new Date().toISOString() });
  const changes = sending.added.length + sending.changed.length + sending.deleted.length;
  if (tag !== null && info) await checkTag(repo, tag, { ...hub, ...(changes === 0 && { allowed: sending.commit }) });
  const plan = planDataset(sending, { tree, info, tag, facts, options });
  if (dryRun) return { status: "planned", plan };
  if (confirm && !(await confirm(plan))) return { status: "declined", plan };

  const sent = await upload(sending, {
    ...hub,
    journal,
    message: message ?? plan.message,
    pullRequest,
    create: { existOk: true, ...(options.private && { visibility: "private" }) },
    onProgress: ({ stage, bytes, total }) => tell("upload")({ what: stage, done: bytes, total }),
  });
  const stays = new Set(info?.files);
  for (const { path } of sending.deleted) stays.delete(path);
  const verification = await verifyDataset(repo, sent.commit, tree.files, {
    hub,
    work,
    besides: (path) => stays.has(path),
    onProgress: tell("verify"),
  });
  if (tag !== null) await createTag(repo, tag, { ...hub, revision: sent.commit, existOk: true });
  const report = datasetReport({ tree, facts, sent, tag, verification, retries: retries() }, options);
  return { status: "published", plan, report, files: await writeReport(options.reportDir ?? work, report) };
}

function datasetRepo(repo: PublishDatasetOptions["repo"]): RepoId {
  const id = parseRepo(repo);
  if (id.type === "dataset" || (id.type === "model" && typeof repo === "string" && !repo.startsWith("models/")))
    return { type: "dataset", name: id.name };
  throw new TinyCatsError("dataset-repo-needed", `${id.type}s/${id.name} is no repository of data`, {
    value: repo,
    remedy: "give owner/name or datasets/owner/name; models are published without --dataset",
  });
}
