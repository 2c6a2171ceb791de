import { HubError, parseRepo, type Repo, type RepoId } from "@tiny-cats/hub";
import { type BuiltTree, buildTree } from "./build-tree.ts";
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
import { type ReportFiles, writeReport } from "./report/write-report.ts";
import { openWork } from "./resume/open-work.ts";
import { withWorkFolder } from "./resume/with-work-folder.ts";
import { seedLayout } from "./seed/seed-layout.ts";
import { writeSeedCard } from "./seed/write-seed-card.ts";
import { type SentTree, sendTree } from "./send-tree.ts";
import { type PublishRun, publishRun } from "./stages/publish-run.ts";

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
  return withWorkFolder(options, () => publishIn(id, options));
}

async function publishIn(repo: RepoId, options: PublishOptions): Promise<PublishOutcome> {
  const { signal, dryRun = false, layout = "house" } = options;
  const { hub, retries } = countRetries(options);
  const work = await openWork(options.work, signal ? { signal } : {});
  const run = publishRun({ repo, options, work, hub });

  run.begin("preflight");
  const { repo: info } = await preflight(repo, {
    ...hub,
    ...{ private: options.private ?? false, pullRequest: options.pullRequest ?? false, dryRun },
    inputs: namedPaths(options),
  });
  const at = info?.commit === undefined ? undefined : { ...hub, revision: info.commit };
  const existing = {
    card: at && (await readRemote(repo, LAYOUT.card, at)),
    data: at && (await readRemote(repo, `${LAYOUT.datasets}/${LAYOUT.card}`, at)),
  };
  const built = await buildTree(run, existing);
  const tree = layout === "seed" ? await seedTree(run, built) : { folder: work.tree, files: built.files };

  run.begin("plan");
  const earlier = at ? await publishedEarlier(repo, at.revision, hub) : [];
  const upload = await planTree(tree, repo, { ...hub, journal: work.journal, earlier });
  const isPrivate = info?.private ?? options.private ?? false;
  const plan = await makePlan(run, { upload, files: tree.files, built, isPrivate });
  if (dryRun) return { status: "planned", plan };
  if (options.confirm && !(await options.confirm(plan))) return { status: "declined", plan };

  const { message, tag } = plan;
  const { sent, verification } = await sendTree(run, { tree, upload, prepared: built.prepared, message, tag });

  run.begin("report");
  const report = makeReport({
    ...{ built, files: tree.files, sent, verification, tag, retries: retries() },
    ...{ command: options.command, by: options.by ?? "@tiny-cats/publish" },
  });
  return { status: "published", plan, report, files: await writeReport(options.reportDir ?? options.work, report) };
}

async function seedTree({ repo, work, stop }: PublishRun, { prepared }: BuiltTree): Promise<SentTree> {
  await seedLayout(prepared, work.seedTree, stop);
  return { folder: work.seedTree, files: await writeSeedCard(prepared, work.seedTree, { repo: repo.name, ...stop }) };
}

function namedPaths(options: PublishOptions): string[] {
  const { folder, explicit = {}, graphs = {}, reports = [], samplesDir, data, tokenizer } = options;
  return [folder, ...Object.values(explicit), ...Object.values(graphs), ...reports, samplesDir, data, tokenizer].filter(
    (path) => path !== undefined,
  );
}
