import { exactPattern, type HubOptions, planUpload, type RepoId, type UploadPlan } from "@tiny-cats/hub";

export interface PlanTreeOptions extends HubOptions {
  journal: string;
  /** Paths that an earlier publication put there: those that are not among the files now are deleted. */
  earlier: readonly string[];
  onProgress?: (done: number, total: number) => void;
}

/** What an upload of the folder with these files would do. Files that people put into the repository stay there. */
export function planTree(
  { folder, files }: { folder: string; files: readonly { path: string }[] },
  repo: RepoId,
  options: PlanTreeOptions,
): Promise<UploadPlan> {
  const { earlier, onProgress, ...hub } = options;
  const here = new Set(files.map(({ path }) => path));
  return planUpload(folder, repo, {
    ...hub,
    gitignore: false,
    // Every file of the repository is held to every pattern: there should be few.
    delete: earlier.filter((path) => !here.has(path)).map(exactPattern),
    onProgress: ({ bytes, total }) => onProgress?.(bytes, total),
  });
}
