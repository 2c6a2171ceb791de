import type { RepoInfo, UploadPlan } from "@tiny-cats/hub";
import type { PublishDatasetOptions } from "./dataset-options.ts";
import type { DatasetPlan } from "./dataset-plan.ts";
import type { DatasetTree } from "./dataset-tree.ts";

interface Planned {
  tree: DatasetTree;
  info: RepoInfo | undefined;
  tag: string | null;
  facts: { splits: DatasetPlan["splits"] };
  options: PublishDatasetOptions;
}

/** The plan of an upload in the words of a publication. */
export function planDataset(sending: UploadPlan, { tree, info, tag, facts, options }: Planned): DatasetPlan {
  const { repo, endpoint, commit, added, changed, unchanged, deleted, bytes } = sending;
  const listed = (change: DatasetPlan["files"][number]["change"], files: readonly { path: string; bytes: number }[]) =>
    files.map(({ path, bytes: size }) => ({ path, bytes: size, change }));
  const items = facts.splits.reduce((sum, split) => sum + split.items, 0);
  return {
    repo_id: `datasets/${repo.name}`,
    url: `${endpoint}/datasets/${repo.name}`,
    commit: commit ?? null,
    private: info?.private ?? options.private ?? false,
    pull_request: options.pullRequest ?? false,
    message: options.message ?? `Publish ${tree.title}: ${items} items`,
    tag,
    splits: facts.splits,
    files: [
      ...listed("add", added),
      ...listed("change", changed),
      ...listed("delete", deleted),
      ...listed("keep", unchanged),
    ],
    bytes,
    notes: tree.notes,
  };
}
