import type { RepoId } from "@tiny-cats/hub";

/** A repository as the Hub's addresses and these commands write it: owner/name, datasets/owner/name or spaces/owner/name. */
export function repoLabel({ type, name }: RepoId): string {
  return type === "model" ? name : `${type}s/${name}`;
}
