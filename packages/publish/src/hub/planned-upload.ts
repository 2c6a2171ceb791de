import type { UploadPlan } from "@tiny-cats/hub";

/** One file of a publication, and what happens to it. */
export interface PlannedChange {
  path: string;
  bytes: number;
  change: "add" | "change" | "keep" | "delete";
}

/** What a publication of models or of data would do to a repository. */
export interface PlannedUpload {
  /** "owner/name", and "datasets/" before it for data. */
  repo_id: string;
  url: string;
  /** The branch's commit now; null where there is no such repository. */
  commit: string | null;
  private: boolean;
  pull_request: boolean;
  /** The commit's title. */
  message: string;
  /** The tag that verified files get; null for none. */
  tag: string | null;
  /** By path. */
  files: PlannedChange[];
  /** To be sent. */
  bytes: number;
}

/** An upload's plan in the words of a publication. */
export function plannedUpload(
  { repo, endpoint, commit, added, changed, unchanged, deleted, bytes }: UploadPlan,
  more: Pick<PlannedUpload, "private" | "pull_request" | "message" | "tag">,
): PlannedUpload {
  const repo_id = repo.type === "model" ? repo.name : `${repo.type}s/${repo.name}`;
  const of =
    (change: PlannedChange["change"]) =>
    ({ path, bytes: size }: { path: string; bytes: number }) => ({ path, bytes: size, change });
  const files = [
    ...added.map(of("add")),
    ...changed.map(of("change")),
    ...unchanged.map(of("keep")),
    ...deleted.map(of("delete")),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { repo_id, url: `${endpoint}/${repo_id}`, commit: commit ?? null, ...more, files, bytes };
}
