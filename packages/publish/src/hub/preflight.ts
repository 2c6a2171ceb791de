import { stat } from "node:fs/promises";
import { checkCanWrite, type HubOptions, isHubError, type RepoId, type RepoInfo, repoInfo } from "@tiny-cats/hub";
import { TinyCatsError } from "@tiny-cats/schema/errors";

export interface PreflightOptions extends HubOptions {
  private?: boolean;
  pullRequest?: boolean;
  /** Whether nothing is sent in the end, for which no token is needed. */
  dryRun?: boolean;
  /** Paths that were named: they must be there. */
  inputs: readonly string[];
}

/** What is known before any work is done. */
export interface Preflight {
  /** Whom the token belongs to; undefined where it was not asked, or the Hub knows of no accounts. */
  account: string | undefined;
  /** The repository as it is; undefined where there is none. */
  repo: RepoInfo | undefined;
}

/**
 * Holds what a publication needs against what there is: the paths that were named, the token's right to write, the repository's visibility.
 *
 * @throws TinyCatsError "input-not-found"; HubError "unauthorized", "forbidden", "public-repo", and those of requests
 */
export async function preflight(repo: RepoId, options: PreflightOptions): Promise<Preflight> {
  for (const path of options.inputs) {
    await stat(path).catch((cause) => {
      throw new TinyCatsError("input-not-found", `there is nothing at ${path}`, {
        value: path,
        remedy: "check the path; without it, tiny-cats publish looks for models itself and says where",
        cause,
      });
    });
  }
  const { token, dryRun = false, pullRequest = false } = options;
  const account = token === undefined && dryRun ? undefined : await checkCanWrite(repo, { ...options, pullRequest });
  const info = await repoInfo(repo, options).catch((error) => {
    if (isHubError(error, "repo-not-found") || (dryRun && token === undefined && isHubError(error, "unauthorized")))
      return undefined;
    throw error;
  });
  if (info && options.private && !info.private) {
    throw new TinyCatsError("public-repo", `${info.id} exists and is public, where a private repository is asked for`, {
      value: info.id,
      remedy: "make it private in its settings on the Hub, or use another name",
    });
  }
  return { account: account?.name, repo: info };
}
