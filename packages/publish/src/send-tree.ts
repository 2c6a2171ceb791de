import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { createTag, type HubOptions, type RepoId, type UploadPlan, type UploadResult, upload } from "@tiny-cats/hub";
import type { BuiltTree } from "./build-tree.ts";
import type { Stage } from "./progress.ts";
import type { PublishOptions } from "./publish-options.ts";
import type { TreeFile } from "./report/tree-files.ts";
import type { Work } from "./resume/open-work.ts";
import { type PublishedFacts, verifyPublished } from "./verify/verify-published.ts";

/** What is sent. */
export interface Sending {
  repo: RepoId;
  tree: string;
  plan: UploadPlan;
  files: readonly TreeFile[];
  built: BuiltTree;
  message: string;
  /** Undefined for none. */
  tag: string | undefined;
}

/** What came of it. */
export interface Sent {
  sent: UploadResult;
  verification: PublishedFacts;
}

/** The stages that change the repository: sent, downloaded again and compared, and only then tagged. */
export async function sendTree(work: Work, sending: Sending, options: PublishOptions, hub: HubOptions): Promise<Sent> {
  const { repo, tree, plan, files, built, message, tag } = sending;
  const { signal, pullRequest = false, onProgress } = options;
  const begin = (stage: Stage) => {
    signal?.throwIfAborted();
    options.onStage?.(stage);
  };
  const to = { repo, endpoint: plan.endpoint };
  const changes = plan.added.length + plan.changed.length + plan.deleted.length;

  begin("upload");
  const uploaded = await work.stage(
    "upload",
    { ...to, files, pullRequest },
    () =>
      upload(plan, {
        ...hub,
        // It counts its own.
        onRetry: (retry) => options.onRetry?.(retry),
        message,
        pullRequest,
        journal: work.journal,
        ...((plan.commit === undefined || options.private) && {
          create: { existOk: true, ...(options.private && { visibility: "private" as const }) },
        }),
        onProgress: ({ stage, bytes, total }) => onProgress?.({ stage: "upload", what: stage, done: bytes, total }),
      }),
    async (earlier) => earlier.pull_request !== undefined || (changes === 0 && plan.commit === earlier.commit),
  );
  if (uploaded.kept) options.onKept?.("upload");
  const sent = uploaded.result;

  begin("verify");
  const verified = await work.stage("verify", { ...to, files, commit: sent.commit }, async () => {
    const cache = await mkdtemp(join(work.folder, "verify-"));
    // In the seed projects' layout nothing describes how a model is run; its files are compared.
    const models = options.layout === "seed" ? [] : built.prepared.models;
    try {
      return await verifyPublished(
        { repo: repo.name, commit: sent.commit, folder: tree, models },
        {
          ...hub,
          cache,
          ...(options.data !== undefined && { tokens: options.data }),
          ...(options.amounts?.limit !== undefined && { tokenLimit: options.amounts.limit }),
          ...(onProgress && { onProgress }),
        },
      );
    } finally {
      await rm(cache, { recursive: true, force: true });
    }
  });
  if (verified.kept) options.onKept?.("verify");

  if (tag !== undefined) {
    begin("tag");
    await createTag(repo, tag, { ...hub, revision: sent.commit, existOk: true });
  }
  return { sent, verification: verified.result };
}
