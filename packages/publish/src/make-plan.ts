import type { HubOptions, RepoId, UploadPlan } from "@tiny-cats/hub";
import type { BuiltTree } from "./build-tree.ts";
import { checkTag } from "./hub/check-tag.ts";
import { tagName } from "./hub/tag-name.ts";
import type { PublishOptions } from "./publish-options.ts";
import type { PublishPlan } from "./publish-plan.ts";
import { tagMetrics } from "./report/tag-metrics.ts";
import type { TreeFile } from "./report/tree-files.ts";
import type { Work } from "./resume/open-work.ts";

export interface PlanInput {
  repo: RepoId;
  upload: UploadPlan;
  files: readonly TreeFile[];
  built: BuiltTree;
  isPrivate: boolean;
}

/**
 * What is about to happen. The date in the tag is that of the first plan with these files, so that a run that goes on makes no second tag.
 *
 * @throws TinyCatsError "invalid-tag", "tag-exists"
 */
export async function makePlan(
  work: Work,
  { repo, upload, files, built, isPrivate }: PlanInput,
  options: PublishOptions,
  hub: HubOptions,
): Promise<PublishPlan> {
  const { added, changed, unchanged, deleted, endpoint, commit, bytes } = upload;
  const { pullRequest = false, message, tag: template } = options;
  const { result: date } = await work.stage("plan", { repo, endpoint, files }, async () => new Date().toISOString());
  const [first] = built.prepared.models;
  const version = first?.manifest.model_version;
  const tag =
    template === false || pullRequest
      ? undefined
      : tagName(template, { ...(version !== undefined && { version }), date, ...tagMetrics(built.gates) });
  const nothingNew = added.length + changed.length + deleted.length === 0;
  if (tag !== undefined && commit !== undefined)
    await checkTag(repo, tag, { ...hub, ...(nothingNew && { allowed: commit }) });
  const name = built.prepared.models.map(({ manifest }) => manifest.name).join(" and ");
  const speed = (work.last("upload") as { mean_mb_per_s?: number } | null | undefined)?.mean_mb_per_s;
  const of =
    (change: PublishPlan["files"][number]["change"]) =>
    ({ path, bytes: size }: { path: string; bytes: number }) => ({ path, bytes: size, change });
  return {
    repo_id: repo.name,
    url: `${endpoint}/${repo.name}`,
    commit: commit ?? null,
    private: isPrivate,
    pull_request: pullRequest,
    message: message ?? `Publish ${name}${version === undefined ? "" : ` ${version}`}`,
    tag: tag ?? null,
    files: [
      ...added.map(of("add")),
      ...changed.map(of("change")),
      ...unchanged.map(of("keep")),
      ...deleted.map(of("delete")),
    ].sort((a, b) => (a.path < b.path ? -1 : 1)),
    bytes,
    expected_seconds: speed ? bytes / 1e6 / speed : null,
    looked: built.looked,
    gates: built.gates,
    missing: built.missing,
  };
}
