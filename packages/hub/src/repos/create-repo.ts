import { createRepo as create } from "@huggingface/hub";
import { HubError, isHubError } from "../errors/hub-error.ts";
import type { HubOptions } from "../hub-options.ts";
import { pagePath, parseRepo, type Repo, type RepoId } from "../repo-id.ts";
import { type Connection, connect } from "../request/connection.ts";
import { libraryFault } from "../request/library-fault.ts";
import { throughLibrary } from "../request/through-library.ts";
import { infoOf, type RepoInfo } from "./repo-info.ts";

export interface CreateSettings {
  /** What the owner's settings say (mostly public) unless told. */
  visibility?: "public" | "private";
  /** Whether one that exists already is as good: false unless told. */
  existOk?: boolean;
  /** The licence's name on the Hub, such as "apache-2.0", for the first card. */
  license?: string;
  /** Of a Space: static unless told. */
  sdk?: "streamlit" | "gradio" | "docker" | "static";
}

export interface CreatedRepo {
  url: string;
  /** False where it existed. */
  created: boolean;
}

/**
 * Creates a repository. With `existOk` one that exists will do, also where the token may write to it but not create it; not so a public one
 * where a private one is asked for.
 *
 * @throws HubError "conflict" where it exists, "public-repo", "unauthorized", "forbidden", and others of requests.
 */
export function createRepo(repo: Repo, options: CreateSettings & HubOptions = {}): Promise<CreatedRepo> {
  return createIn(connect(options), parseRepo(repo), options);
}

/** As createRepo, over a connection. */
export async function createIn(
  connection: Connection,
  repo: RepoId,
  { visibility, existOk = false, license, sdk }: CreateSettings,
): Promise<CreatedRepo> {
  const url = `${connection.endpoint}/${pagePath(repo)}`;
  try {
    await create({ ...throughLibrary(connection), repo, visibility, license, sdk });
    return { url, created: true };
  } catch (error) {
    if (!isHubError(error)) throw libraryFault(error, `it does not say that ${repo.name} was made`);
    const { code, status, attempts } = error;
    // An earlier request may have created it, its answer lost.
    const repeated = code === "conflict" && attempts > 1;
    // Tokens of fine grain may write to a repository and yet not create it.
    const existing = existOk && (code === "conflict" || [401, 402, 403].includes(status!));
    if (!repeated && !existing) throw error;
    const info = await infoOf(connection, repo).catch(() => undefined);
    if (!info) throw error;
    if (visibility === "private" && !info.private) throw isPublic(info);
    return { url, created: false };
  }
}

function isPublic({ id }: RepoInfo): HubError {
  return new HubError("public-repo", `${id} exists and is public, where a private repository is asked for`, {
    value: id,
    remedy: "make it private in its settings on the Hub, or use another name",
  });
}
