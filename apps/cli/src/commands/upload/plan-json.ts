import type { UploadPlan } from "@tiny-cats/hub";

/** A plan for scripts. */
export function planJson({ repo, endpoint, revision, commit, ...plan }: UploadPlan) {
  const files = (some: readonly { path: string; bytes: number }[]) => some.map(({ path, bytes }) => ({ path, bytes }));
  return {
    dry_run: true,
    repo_id: repo.name,
    type: repo.type,
    endpoint,
    revision,
    commit: commit ?? null,
    added: files(plan.added),
    changed: files(plan.changed),
    deleted: files(plan.deleted),
    unchanged: files(plan.unchanged),
    ignored: plan.ignored.map(({ path, reason }) => ({ path, reason })),
    bytes: plan.bytes,
  };
}
