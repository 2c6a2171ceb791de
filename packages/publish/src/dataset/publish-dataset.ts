import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { withLock } from "@tiny-cats/files";
import {
  checkCanWrite,
  createTag,
  type HubOptions,
  isHubError,
  parseRepo,
  planUpload,
  type RepoId,
  type RepoInfo,
  repoInfo,
  upload,
} from "@tiny-cats/hub";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../layout.ts";
import type { Stage } from "../progress.ts";
import type { PublishDatasetOptions } from "./dataset-options.ts";
import type { DatasetOutcome } from "./dataset-plan.ts";
import { datasetReport } from "./dataset-report.ts";
import { checkTag, datasetTag } from "./dataset-tag.ts";
import { makeDatasetTree } from "./dataset-tree.ts";
import { planDataset } from "./plan-dataset.ts";
import { readDataset } from "./read-dataset.ts";
import { remoteText } from "./remote-text.ts";
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
  const hub = hubOptions(options);
  const tell = (stage: Stage) => (progress: { what: string; done: number; total: number }) =>
    options.onProgress?.({ stage, ...progress });
  const info = await preflight(repo, options, hub);
  const facts = await readDataset(folder, { command, ...(signal && { signal }), onProgress: tell("check") });
  const existing = await remoteText(repo, LAYOUT.card, { info, work, hub });
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
  const sums = (await remoteText(repo, LAYOUT.checksums, { info, work, hub })) ?? "";
  const sending = await planUpload(tree.folder, repo, {
    ...hub,
    journal,
    gitignore: false,
    delete: earlierPaths(sums),
    onProgress: ({ bytes, total }) => tell("plan")({ what: "hashing", done: bytes, total }),
  });
  const tag =
    options.tag === false || pullRequest
      ? null
      : datasetTag(options.tag, { sha256: tree.sha256, date: new Date().toISOString() });
  if (tag !== null && info) await checkTag(repo, tag, { sending, hub });
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
  return { status: "published", plan, report: datasetReport({ tree, facts, sent, tag, verification }, options) };
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

async function preflight(
  repo: RepoId,
  { token, dryRun, pullRequest = false, private: hidden }: PublishDatasetOptions,
  hub: HubOptions,
): Promise<RepoInfo | undefined> {
  if (!dryRun || token !== undefined) await checkCanWrite(repo, { ...hub, pullRequest });
  const info = await repoInfo(repo, hub).catch((error) => {
    // Without a token, a repository that is not there looks like one that is private.
    if (isHubError(error, "repo-not-found") || (dryRun && isHubError(error, "unauthorized"))) return undefined;
    throw error;
  });
  if (info && hidden && !info.private) {
    throw new TinyCatsError("public-repo", `${info.id} exists and is public, where a private repository is asked for`, {
      value: info.id,
      remedy: "make it private in its settings on the Hub, or use another name",
    });
  }
  return info;
}

/** Paths of an earlier SHA256SUMS, as patterns that mean each of them alone. */
function earlierPaths(sums: string): string[] {
  const paths = [...sums.matchAll(/^[0-9a-f]{64} [ *](.+)$/gm)].map(([, path]) => path);
  return paths.map((path) => `/${path.replaceAll(/[\\*?[\]!# ]/g, "\\$&")}`);
}

/** Those of the Hub's functions alone: callbacks of ours mean other things to them. */
function hubOptions(options: PublishDatasetOptions): HubOptions {
  const { token, endpoint, fetch, timeoutMs, retries, retryBaseMs, longestWaitMs, signal, onRetry } = options;
  const given = { token, endpoint, fetch, timeoutMs, retries, retryBaseMs, longestWaitMs, signal, onRetry };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
