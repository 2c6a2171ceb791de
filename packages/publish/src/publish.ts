import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { withLock } from "@tiny-cats/files";
import { HubError, parseRepo, type Repo, type RepoId } from "@tiny-cats/hub";
import { buildTree } from "./build-tree.ts";
import { countRetries } from "./hub/count-retries.ts";
import { planTree } from "./hub/plan-tree.ts";
import { preflight } from "./hub/preflight.ts";
import { publishedEarlier } from "./hub/published-earlier.ts";
import { readRemote } from "./hub/read-remote.ts";
import { LAYOUT } from "./layout.ts";
import { makePlan } from "./make-plan.ts";
import type { PublishOptions } from "./publish-options.ts";
import type { PublishPlan } from "./publish-plan.ts";
import { makeReport, type PublicationReport } from "./report/make-report.ts";
import { treeFiles } from "./report/tree-files.ts";
import { type ReportFiles, writeReport } from "./report/write-report.ts";
import { openWork } from "./resume/open-work.ts";
import { seedLayout } from "./seed/seed-layout.ts";
import { writeSeedCard } from "./seed/write-seed-card.ts";
import { sendTree } from "./send-tree.ts";

/** How a publication ended. */
export type PublishOutcome =
  | { status: "published"; plan: PublishPlan; report: PublicationReport; files: ReportFiles }
  | { status: "planned"; plan: PublishPlan }
  | { status: "declined"; plan: PublishPlan };

/**
 * Brings models to a repository on the Hub: found, converted, judged, measured, described, sent, downloaded again and compared, and tagged. What a run has
 * done is kept in `work`; another run with the same options goes on from there, without a second commit or tag.
 *
 * @throws TinyCatsError "nothing-to-publish", "gates-failed", "verification-failed", "invalid-tag", "tag-exists", "no-space", "input-not-found", "public-repo",
 * "model-repo-needed", and what finding, converting and measuring throw; HubError; FilesError "lock-timeout" while another process publishes from this
 * work folder; the signal's reason
 */
export async function publish(repo: Repo, options: PublishOptions): Promise<PublishOutcome> {
  const id = parseRepo(repo);
  if (id.type !== "model") {
    throw new HubError("model-repo-needed", `${id.type}s/${id.name} is no repository of models`, {
      value: repo,
      remedy: "give owner/name; a folder of data is published with --dataset",
    });
  }
  await mkdir(options.work, { recursive: true });
  return withLock(join(options.work, "publish.lock"), () => publishIn(id, options), { timeoutMs: 0 });
}

async function publishIn(repo: RepoId, options: PublishOptions): Promise<PublishOutcome> {
  const { signal, dryRun = false, layout = "house" } = options;
  const stop = signal ? { signal } : {};
  const { hub, retries } = countRetries(options);
  options.onStage?.("preflight");
  const { repo: info } = await preflight(repo, {
    ...hub,
    ...{ private: options.private ?? false, pullRequest: options.pullRequest ?? false, dryRun },
    inputs: namedPaths(options),
  });
  const work = await openWork(options.work, stop);
  const at = info?.commit === undefined ? undefined : { ...hub, revision: info.commit };
  const existing = {
    card: at && (await readRemote(repo, LAYOUT.card, at)),
    data: at && (await readRemote(repo, `${LAYOUT.datasets}/${LAYOUT.card}`, at)),
  };
  const built = await buildTree(work, repo, existing, options);
  const tree = layout === "seed" ? work.seedTree : work.tree;
  if (layout === "seed") {
    await seedLayout(built.prepared, tree, stop);
    await writeSeedCard(built.prepared, tree, { repo: repo.name, ...stop });
  }

  options.onStage?.("plan");
  const files = await treeFiles(tree, stop);
  const earlier = at ? await publishedEarlier(repo, at.revision, hub) : [];
  const upload = await planTree(tree, repo, { ...hub, journal: work.journal, earlier });
  const isPrivate = info?.private ?? options.private ?? false;
  const plan = await makePlan(work, { repo, upload, files, built, isPrivate }, options, hub);
  if (dryRun) return { status: "planned", plan };
  if (options.confirm && !(await options.confirm(plan))) return { status: "declined", plan };

  const { message, tag } = plan;
  const sending = { repo, tree, plan: upload, files, built, message, tag: tag ?? undefined };
  const { sent, verification } = await sendTree(work, sending, options, hub);
  options.onStage?.("report");
  const report = makeReport({
    ...{ built, files, sent, verification, tag: tag ?? undefined, retries: retries() },
    ...{ command: options.command, by: options.by ?? "@tiny-cats/publish" },
  });
  return { status: "published", plan, report, files: await writeReport(options.reportDir ?? options.work, report) };
}

function namedPaths(options: PublishOptions): string[] {
  const { folder, explicit = {}, graphs = {}, reports = [], samplesDir, data, tokenizer } = options;
  return [folder, ...Object.values(explicit), ...Object.values(graphs), ...reports, samplesDir, data, tokenizer].filter(
    (path) => path !== undefined,
  );
}
