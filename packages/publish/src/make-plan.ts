import type { UploadPlan } from "@tiny-cats/hub";
import type { BuiltTree } from "./build-tree.ts";
import { changesNothing } from "./hub/changes-nothing.ts";
import { checkTag } from "./hub/check-tag.ts";
import { plannedUpload } from "./hub/planned-upload.ts";
import { tagName } from "./hub/tag-name.ts";
import type { PublishPlan } from "./publish-plan.ts";
import { tagMetrics } from "./report/tag-metrics.ts";
import type { TreeFile } from "./report/tree-files.ts";
import type { PublishRun } from "./stages/publish-run.ts";

export interface PlanInput {
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
  { repo, options, work, hub }: PublishRun,
  { upload, files, built, isPrivate }: PlanInput,
): Promise<PublishPlan> {
  const { prepared, looked, gates, missing } = built;
  const { commit, endpoint } = upload;
  const { result: date } = await work.stage("plan", { repo, endpoint, files }, async () => new Date().toISOString());
  const version = prepared.models[0]?.manifest.model_version;
  const { pullRequest = false, tag: template = version === undefined ? "published-{date}" : "v{version}-{date}" } =
    options;
  const tag = template === false || pullRequest ? null : tagName(template, { version, date, ...tagMetrics(gates) });
  if (tag !== null && commit !== undefined)
    await checkTag(repo, tag, { ...hub, ...(changesNothing(upload) && { allowed: commit }) });
  const name = prepared.models.map(({ manifest }) => manifest.name).join(" and ");
  const speed = (work.last("upload") as { mean_mb_per_s?: number } | null | undefined)?.mean_mb_per_s;
  return {
    ...plannedUpload(upload, {
      private: isPrivate,
      pull_request: pullRequest,
      message: options.message ?? `Publish ${name}${version === undefined ? "" : ` ${version}`}`,
      tag,
    }),
    expected_seconds: speed ? upload.bytes / 1e6 / speed : null,
    ...{ looked, gates, missing },
  };
}
