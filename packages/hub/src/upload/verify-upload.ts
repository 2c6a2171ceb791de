import type { HubOptions } from "../hub-options.ts";
import { listTree } from "../list-tree.ts";
import { matcher, type Patterns } from "../patterns.ts";
import { parseRepo, type Repo } from "../repo-id.ts";
import { connect } from "../request/connection.ts";
import { resolveRevision } from "../revision.ts";
import { sameFiles } from "./same-files.ts";
import { stageCounter, type UploadProgress } from "./upload-progress.ts";
import { walkFolder } from "./walk-folder.ts";

export interface VerifyUploadOptions extends HubOptions, Patterns {
  /** main unless told. */
  revision?: string;
  /** Whether .gitignore files are heeded: true unless told. */
  gitignore?: boolean;
  /** Stage "hashing" alone. */
  onProgress?: (progress: UploadProgress) => void;
}

/** How a folder and a repository differ; paths in order. */
export interface UploadVerification {
  repo_id: string;
  /** What the folder was compared with. */
  commit: string;
  /** Whether everything in the folder is in the repository, byte for byte. */
  ok: boolean;
  same: string[];
  different: string[];
  /** In the folder, not in the repository. */
  missing: string[];
  /** In the repository, not in the folder. */
  extra: string[];
}

/**
 * Compares a folder with a repository, byte for byte by hash: the hash of every local file, computed now, with the one that the Hub lists.
 *
 * @throws as `planUpload`, but for collisions.
 */
export async function verifyUpload(
  folder: string,
  repo: Repo,
  options: VerifyUploadOptions = {},
): Promise<UploadVerification> {
  const { revision = "main", signal, onProgress } = options;
  const connection = connect(options);
  const id = parseRepo(repo);
  signal?.throwIfAborted();
  const { files } = await walkFolder(folder, options);
  const commit = await resolveRevision(connection, id, revision);
  const meant = matcher(options);
  const remote = new Map((await listTree(connection, id, commit)).map((file) => [file.path, file]));
  const counter = stageCounter("hashing", onProgress);
  const same = await sameFiles(files, remote, { signal, counter });
  const paths = files.map(({ path }) => path);
  const here = new Set(paths);
  const different = paths.filter((path) => remote.has(path) && !same.has(path));
  const missing = paths.filter((path) => !remote.has(path));
  return {
    repo_id: id.name,
    commit,
    ok: different.length === 0 && missing.length === 0,
    same: paths.filter((path) => same.has(path)),
    different,
    missing,
    extra: [...remote.keys()].filter((path) => !here.has(path) && meant(path)).sort(),
  };
}
