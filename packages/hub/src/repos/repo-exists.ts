import { isHubError } from "../errors/hub-error.ts";
import type { HubOptions } from "../hub-options.ts";
import type { Repo } from "../repo-id.ts";
import { repoInfo } from "./repo-info.ts";

/**
 * Whether a repository exists, as far as the token can see.
 *
 * @throws HubError of requests, also "unauthorized" of a token that is not accepted: without one, private repositories look absent.
 */
export async function repoExists(repo: Repo, options: HubOptions = {}): Promise<boolean> {
  try {
    await repoInfo(repo, options);
    return true;
  } catch (error) {
    if (isHubError(error, "repo-not-found")) return false;
    throw error;
  }
}
