import { type HubOptions, planUpload, type RepoId, type UploadPlan } from "@tiny-cats/hub";

export interface PlanTreeOptions extends HubOptions {
  journal: string;
  /** Paths that an earlier publication put there: those that the folder lacks are deleted. */
  earlier: readonly string[];
  onProgress?: (done: number, total: number) => void;
}

/** What an upload of the folder would do. Files that people put into the repository stay there. */
export function planTree(tree: string, repo: RepoId, options: PlanTreeOptions): Promise<UploadPlan> {
  const { earlier, onProgress, ...hub } = options;
  return planUpload(tree, repo, {
    ...hub,
    gitignore: false,
    delete: earlier.map((path) => `/${path.replaceAll(/[\\*?[\]!# ]/g, "\\$&")}`),
    onProgress: ({ bytes, total }) => onProgress?.(bytes, total),
  });
}
