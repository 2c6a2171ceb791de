import type { PlannedUpload } from "@tiny-cats/publish";
import { printable } from "../../output/printable.ts";

/** Where something is planned to be sent, then `files`, which tell what, then how it will be called there. */
export function uploadLines(plan: PlannedUpload, files: readonly string[]): string[] {
  const { repo_id, commit, message, tag } = plan;
  return [
    `${repo_id}${commit === null ? ", which is not there yet" : ` at ${commit.slice(0, 12)}`}${plan.private ? ", private" : ""}`,
    ...files,
    `${plan.pull_request ? "pull request" : "commit"}: ${printable(message)}`,
    tag === null ? "no tag" : `tag, once it is verified: ${tag}`,
  ];
}
