import { deleteBranch as remove } from "@huggingface/hub";
import { isHubError } from "../errors/hub-error.ts";
import type { HubOptions } from "../hub-options.ts";
import { parseRepo, type Repo } from "../repo-id.ts";
import { connect } from "../request/connection.ts";
import { throughLibrary } from "../request/through-library.ts";

/**
 * Deletes a branch.
 *
 * @param missingOk whether one that is absent will do: false unless told.
 * @throws HubError "revision-not-found" or "hub-not-found" where there is none, and others of requests.
 */
export async function deleteBranch(
  repo: Repo,
  branch: string,
  { missingOk = false, ...options }: { missingOk?: boolean } & HubOptions = {},
): Promise<void> {
  try {
    await remove({ ...throughLibrary(connect(options)), repo: parseRepo(repo), branch });
  } catch (error) {
    if (!isHubError(error, "revision-not-found", "hub-not-found") || (!missingOk && error.attempts === 1)) throw error;
  }
}
