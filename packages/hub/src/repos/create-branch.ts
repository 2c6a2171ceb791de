import { createBranch as create } from "@huggingface/hub";
import { isHubError } from "../errors/hub-error.ts";
import type { HubOptions } from "../hub-options.ts";
import { parseRepo, type Repo } from "../repo-id.ts";
import { connect } from "../request/connection.ts";
import { throughLibrary } from "../request/through-library.ts";

export interface CreateBranchOptions extends HubOptions {
  /** Where it begins: main unless told. */
  revision?: string;
  /** Whether one that exists will do, wherever it stands: false unless told. */
  existOk?: boolean;
}

/**
 * Creates a branch.
 *
 * @throws HubError "conflict" where it exists, "repo-not-found", "revision-not-found", and others of requests.
 */
export async function createBranch(
  repo: Repo,
  branch: string,
  { revision, existOk = false, ...options }: CreateBranchOptions = {},
): Promise<void> {
  const connection = connect(options);
  try {
    await create({ ...throughLibrary(connection), repo: parseRepo(repo), branch, revision });
  } catch (error) {
    // After a lost answer it is the one that was just made.
    if (!isHubError(error, "conflict") || (!existOk && error.attempts === 1)) throw error;
  }
}
