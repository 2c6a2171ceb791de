import type { UploadPlan } from "./upload-plan.ts";

/** A commit's title in words, of what a plan does. */
export function defaultMessage({ added, changed, deleted }: Pick<UploadPlan, "added" | "changed" | "deleted">): string {
  const both = [phrase("upload", [...added, ...changed]), phrase("delete", deleted)].filter(Boolean).join(", ");
  return both.slice(0, 1).toUpperCase() + both.slice(1);
}

function phrase(verb: string, files: readonly { path: string }[]): string {
  if (files.length === 0) return "";
  return `${verb} ${files.length === 1 ? shortened(files[0].path) : `${files.length} files`}`;
}

function shortened(path: string): string {
  return path.length > 60 ? `...${path.slice(-57)}` : path;
}
