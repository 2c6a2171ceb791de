/** A pull request: its commits are under refs/pr/<number>. */
export interface PullRequest {
  commit: string;
  title: string;
  description: string;
  author: string;
  createdAt: string;
}

/** Names of commits. The file that holds them is what a commit ends by replacing, so that it happens whole or not at all. */
export interface Refs {
  branches: Record<string, string>;
  tags: Record<string, { commit: string; message: string }>;
  pulls: Record<string, PullRequest>;
}

export const MAIN = "main";

/** The commit that a revision means: a branch, a tag, refs/heads/x, refs/tags/x, refs/pr/n, HEAD; undefined for none of these. */
export function findRef({ branches, tags, pulls }: Refs, revision: string): string | undefined {
  const [, kind, name] = /^refs\/(heads|tags|pr)\/(.+)$/s.exec(revision) ?? [];
  if (kind === "heads") return own(branches, name!);
  if (kind === "tags") return own(tags, name!)?.commit;
  if (kind === "pr") return own(pulls, name!)?.commit;
  return own(branches, revision === "HEAD" ? MAIN : revision) ?? own(tags, revision)?.commit;
}

/** Never a property that every object has. */
function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
