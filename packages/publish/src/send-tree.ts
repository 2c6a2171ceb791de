import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { createTag, type UploadPlan, type UploadResult } from "@tiny-cats/hub";
import { given } from "./given.ts";
import { changesNothing } from "./hub/changes-nothing.ts";
import { sendPlan } from "./hub/send-plan.ts";
import type { Prepared } from "./prepared.ts";
import type { TreeFile } from "./report/tree-files.ts";
import type { PublishRun } from "./stages/publish-run.ts";
import { type PublishedFacts, verifyPublished } from "./verify/verify-published.ts";

/** The folder that is sent, and every file of it. */
export interface SentTree {
  folder: string;
  files: readonly TreeFile[];
}

/** What is sent. */
export interface Sending {
  tree: SentTree;
  upload: UploadPlan;
  prepared: Prepared;
  message: string;
  /** Null for none. */
  tag: string | null;
}

/** What came of it. */
export interface Sent {
  sent: UploadResult;
  verification: PublishedFacts;
}

/**
 * The stages that change the repository: sent, downloaded again and compared, and only then tagged.
 *
 * @throws TinyCatsError "verification-failed"; HubError; the signal's reason
 */
export async function sendTree(run: PublishRun, { tree, upload, prepared, message, tag }: Sending): Promise<Sent> {
  const { repo, options, work, hub } = run;
  const { pullRequest = false, onProgress } = options;
  const to = { repo, endpoint: upload.endpoint };
  const { files } = tree;

  const sent = await run.stage(
    "upload",
    { ...to, files, pullRequest },
    async () => {
      const result = await sendPlan(upload, {
        ...hub,
        // It counts its own.
        onRetry: (retry) => options.onRetry?.(retry),
        ...{ message, pullRequest, journal: work.journal, private: options.private ?? false },
        onProgress: (progress) => onProgress?.({ stage: "upload", ...progress }),
      });
      const { journal_fault: fault } = result;
      if (fault) options.onNote?.(`an upload after an interruption would have begun anew: ${fault}`);
      return result;
    },
    async (earlier) =>
      earlier.pull_request !== undefined || (changesNothing(upload) && upload.commit === earlier.commit),
  );
  const verification = await run.stage("verify", { ...to, files, commit: sent.commit }, async () => {
    const cache = await mkdtemp(join(work.folder, "verify-"));
    // In the seed projects' layout nothing describes how a model is run; its files are compared.
    const models = options.layout === "seed" ? [] : prepared.models;
    try {
      return await verifyPublished(
        { repo: repo.name, commit: sent.commit, ...tree, models },
        { ...hub, cache, ...given({ tokens: options.data, tokenLimit: options.amounts?.limit, onProgress }) },
      );
    } finally {
      await rm(cache, { recursive: true, force: true });
    }
  });
  if (tag !== null) {
    run.begin("tag");
    await createTag(repo, tag, { ...hub, revision: sent.commit, existOk: true });
  }
  return { sent, verification };
}
