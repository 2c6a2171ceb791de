import { deleteRepo as remove } from "@huggingface/hub";
import { isHubError } from "../errors/hub-error.ts";
import type { HubOptions } from "../hub-options.ts";
import { parseRepo, type Repo } from "../repo-id.ts";
import { connect } from "../request/connection.ts";
import { throughLibrary } from "../request/through-library.ts";

/**
 * Deletes a repository with all it holds, for good.
 *
 * @param missingOk whether one that is absent will do: false unless told.
 * @throws HubError "repo-not-found", "unauthorized", "forbidden", and others of requests.
 */
export async function deleteRepo(
  repo: Repo,
  { missingOk = false, ...options }: { missingOk?: boolean } & HubOptions = {},
): Promise<void> {
  const connection = connect(options);
  try {
    await remove({ ...throughLibrary(connection), repo: parseRepo(repo) });
  } catch (error) {
    if (!isHubError(error, "repo-not-found", "hub-not-found") || (!missingOk && error.attempts === 1)) throw error;
  }
}
