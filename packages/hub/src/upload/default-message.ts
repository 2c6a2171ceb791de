import type { UploadPlan } from "./upload-plan.ts";

/** A commit's title in words, of what a plan does. */
export function defaultMessage({ added, changed, deleted }: Pick<UploadPlan, "added" | "changed" | "deleted">): string {
  const uploads = [...added, ...changed];
  const upload =
    uploads.length === 1
      ? `Upload ${shortened(uploads[0].path)}`
      : uploads.length > 1
        ? `Upload ${uploads.length} files`
        : "";
  const remove =
    deleted.length === 1
      ? `delete ${shortened(deleted[0].path)}`
      : deleted.length > 1
        ? `delete ${deleted.length} files`
        : "";
  const both = [upload, remove].filter(Boolean).join(", ");
  return both.slice(0, 1).toUpperCase() + both.slice(1);
}

function shortened(path: string): string {
  return path.length > 60 ? `...${path.slice(-57)}` : path;
}
