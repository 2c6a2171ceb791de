import { isHubError } from "../errors/hub-error.ts";
import type { HubOptions } from "../hub-options.ts";
import { apiPath, parseRepo, type Repo } from "../repo-id.ts";
import { call } from "../request/call.ts";
import { connect } from "../request/connection.ts";

/**
 * Deletes a tag.
 *
 * @param missingOk whether one that is absent will do: false unless told.
 * @throws HubError "revision-not-found" or "hub-not-found" where there is none, and others of requests.
 */
export async function deleteTag(
  repo: Repo,
  tag: string,
  { missingOk = false, ...options }: { missingOk?: boolean } & HubOptions = {},
): Promise<void> {
  const connection = connect(options);
  const address = `${connection.endpoint}/api/${apiPath(parseRepo(repo))}/tag/${encodeURIComponent(tag)}`;
  try {
    await call(connection, address, { method: "DELETE" });
  } catch (error) {
    if (!isHubError(error, "revision-not-found", "hub-not-found") || (!missingOk && error.attempts === 1)) throw error;
  }
}
