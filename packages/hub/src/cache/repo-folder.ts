import type { RepoId, RepoType } from "../repo-id.ts";

/** The folder of a repository in a cache, such as "models--owner--name". */
export function repoFolder({ type, name }: RepoId): string {
  return `${type}s--${name.replace("/", "--")}`;
}

/** The repository that a folder's name stands for, or undefined where it is none. */
export function repoOfFolder(folder: string): RepoId | undefined {
  // A name without an owner is one of the Hub's oldest models.
  const [, type, name] = /^(model|dataset|space)s--(.+)$/.exec(folder) ?? [];
  return (name && { type: type as RepoType, name: name.replace("--", "/") }) || undefined;
}
