import type { HubOptions, RepoId } from "@tiny-cats/hub";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { parseChecksums } from "../checksums/parse-checksums.ts";
import { LAYOUT } from "../layout.ts";
import { readRemote } from "./read-remote.ts";

/** What an earlier publication put into a repository, by its SHA256SUMS; nothing where there is none, or none of ours. */
export async function publishedEarlier(repo: RepoId, revision: string, hub: HubOptions): Promise<string[]> {
  const text = await readRemote(repo, LAYOUT.checksums, { ...hub, revision });
  if (text === undefined) return [];
  try {
    return [...parseChecksums(text).keys(), LAYOUT.checksums];
  } catch (error) {
    if (isTinyCatsError(error)) return [];
    throw error;
  }
}
