import { listDatasets, listModels, listSpaces } from "@huggingface/hub";
import type { HubOptions } from "../hub-options.ts";
import type { RepoType } from "../repo-id.ts";
import { connect } from "../request/connection.ts";
import { libraryFault } from "../request/library-fault.ts";
import { throughLibrary } from "../request/through-library.ts";

export interface ListReposOptions extends HubOptions {
  /** model unless told. */
  type?: RepoType;
  /** A user or organisation. */
  author?: string;
  /** Part of a name. */
  search?: string;
  /** The most that are listed: 1,000 unless told. */
  limit?: number;
}

/** One repository of a listing. */
export interface ListedRepo {
  /** "owner/name". */
  name: string;
  type: RepoType;
  private: boolean;
  likes: number;
  /** Undefined of a Space. */
  downloads: number | undefined;
  /** ISO 8601. */
  lastModified: string | undefined;
}

/**
 * Lists repositories that the token can see.
 *
 * @throws HubError of requests.
 */
export async function listRepos({
  type = "model",
  author,
  search,
  limit = 1000,
  ...options
}: ListReposOptions = {}): Promise<ListedRepo[]> {
  const found: ListedRepo[] = [];
  const asked = { ...throughLibrary(connect(options)), search: { owner: author, query: search }, limit };
  try {
    for await (const entry of list(type, asked)) {
      // The library counts, but not Spaces.
      if (found.length >= limit) break;
      const { name, likes, downloads, updatedAt } = entry;
      const lastModified = Number.isNaN(updatedAt.getTime()) ? undefined : updatedAt.toISOString();
      found.push({ name, type, private: entry.private, likes, downloads, lastModified });
    }
  } catch (error) {
    throw libraryFault(error, "it lists no repositories");
  }
  return found;
}

type Entry = Pick<ListedRepo, "name" | "private" | "likes"> & { downloads?: number; updatedAt: Date };

function list(type: RepoType, asked: Parameters<typeof listModels>[0]): AsyncGenerator<Entry> {
  if (type === "dataset") return listDatasets(asked as Parameters<typeof listDatasets>[0]);
  if (type === "space") return listSpaces(asked as Parameters<typeof listSpaces>[0]);
  return listModels(asked);
}
