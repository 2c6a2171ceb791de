import { join } from "node:path";
import { createTag, parseRepo, type RepoId } from "@tiny-cats/hub";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { given } from "../given.ts";
import { changesNothing } from "../hub/changes-nothing.ts";
import { checkTag } from "../hub/check-tag.ts";
import { countRetries } from "../hub/count-retries.ts";
import { planTree } from "../hub/plan-tree.ts";
import { plannedUpload } from "../hub/planned-upload.ts";
import { preflight } from "../hub/preflight.ts";
import { publishedEarlier } from "../hub/published-earlier.ts";
import { readRemote } from "../hub/read-remote.ts";
import { sendPlan } from "../hub/send-plan.ts";
import { tagName } from "../hub/tag-name.ts";
import { LAYOUT } from "../layout.ts";
import type { Stage } from "../progress.ts";
import { writeReport } from "../report/write-report.ts";
import { withWorkFolder } from "../resume/with-work-folder.ts";
import type { PublishDatasetOptions } from "./dataset-options.ts";
import type { DatasetOutcome, DatasetPlan } from "./dataset-plan.ts";
import { datasetReport } from "./dataset-report.ts";
import { makeDatasetTree } from "./dataset-tree.ts";
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
  return withWorkFolder(options, () => publishIn(folder, repo, options));
}

async function publishIn(folder: string, repo: RepoId, options: PublishDatasetOptions): Promise<DatasetOutcome> {
  const { work, command, signal, dryRun = false, pullRequest = false, confirm } = options;
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
    ...given({ signal, license: options.license, title: options.title, existing }),
    onProgress: tell("prepare"),
  });

  const journal = join(work, "dataset.journal");
  const upload = await planTree(tree, repo, {
    ...hub,
    journal,
    earlier: at ? await publishedEarlier(repo, at.revision, hub) : [],
    onProgress: (done, total) => tell("plan")({ what: "hashing", done, total }),
  });
  const { tag: template = "data-{sha256}" } = options;
  // The first digits stand for all files, so that the same files have the same tag.
  const words = { sha256: tree.sha256.slice(0, 12), date: new Date().toISOString() };
  const tag = template === false || pullRequest ? null : tagName(template, words);
  if (tag !== null && info)
    await checkTag(repo, tag, { ...hub, ...(changesNothing(upload) && given({ allowed: upload.commit })) });
  const items = facts.splits.reduce((sum, split) => sum + split.items, 0);
  const message = options.message ?? `Publish ${tree.title}: ${items} items`;
  const isPrivate = info?.private ?? options.private ?? false;
  const plan: DatasetPlan = {
    ...plannedUpload(upload, { private: isPrivate, pull_request: pullRequest, message, tag }),
    ...{ splits: facts.splits, notes: tree.notes },
  };
  if (dryRun) return { status: "planned", plan };
  if (confirm && !(await confirm(plan))) return { status: "declined", plan };

  const sent = await sendPlan(upload, {
    ...hub,
    ...{ message, pullRequest, journal, private: options.private ?? false },
    onProgress: tell("upload"),
  });
  const stays = new Set(info?.files);
  for (const { path } of upload.deleted) stays.delete(path);
  const verification = await verifyDataset(repo, sent.commit, tree.files, {
    ...{ hub, work, mayHold: (path) => stays.has(path) },
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
