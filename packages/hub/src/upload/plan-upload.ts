import { resolve } from "node:path";
import { HubError, isHubError } from "../errors/hub-error.ts";
import type { HubOptions } from "../hub-options.ts";
import { listTree } from "../list-tree.ts";
import type { Patterns } from "../patterns.ts";
import { parseRepo, type Repo } from "../repo-id.ts";
import { connect } from "../request/connection.ts";
import { isCommit, resolveRevision } from "../revision.ts";
import { checkCollisions } from "./check-collisions.ts";
import { compareWithRemote } from "./compare-with-remote.ts";
import { journalPath, readJournal } from "./read-journal.ts";
import type { PlannedFile, UploadPlan } from "./upload-plan.ts";
import { stageCounter, type UploadProgress } from "./upload-progress.ts";
import { walkFolder } from "./walk-folder.ts";

export interface PlanUploadOptions extends HubOptions, Patterns {
  /** The branch, or "refs/pr/1": main unless told. */
  revision?: string;
  /** Whether .gitignore files are heeded: true unless told. */
  gitignore?: boolean;
  /**
   * Whether files of the repository that the folder lacks are deleted: false unless told; true, or patterns of those that may be. What
   * include and exclude leave out stays, as does .gitattributes.
   */
  delete?: boolean | string | readonly string[];
  /** The journal of earlier attempts, from which hashes are taken: in the folder unless told; false takes none. */
  journal?: string | false;
  /** Stage "hashing" alone. */
  onProgress?: (progress: UploadProgress) => void;
}

/**
 * Compares a folder with a repository: nothing is sent or written. Files of equal size are compared by hash, the Hub's own of each. A
 * repository that does not exist (or can't be seen) counts as empty; `upload` can create it.
 *
 * @throws FilesError "file-not-found", "not-a-file", "unsafe-path"; HubError "unsafe-link", "case-collision", "path-conflict",
 * "file-changed", "too-many-files", "nothing-to-upload" of a folder without files, "invalid-repo", "invalid-revision", and those of requests;
 * the signal's reason.
 */
export async function planUpload(folder: string, repo: Repo, options: PlanUploadOptions = {}): Promise<UploadPlan> {
  const connection = connect(options);
  const id = parseRepo(repo);
  const { revision = "main", onProgress, include, exclude, delete: remove = false, signal } = options;
  signal?.throwIfAborted();
  if (isCommit(revision)) throw noBranch(revision);

  const walked = await walkFolder(folder, options);
  const { root, ignored } = walked;
  // A journal of the caller's own may lie among the files.
  const own = typeof options.journal === "string" ? resolve(options.journal) : undefined;
  const files = walked.files.filter(({ source }) => source !== own);
  if (files.length === 0) throw nothing(folder);
  checkCollisions(
    files.map(({ path }) => path),
    [],
  );
  const rules = {
    ...(include !== undefined && { include: list(include) }),
    ...(exclude !== undefined && { exclude: list(exclude) }),
    delete: typeof remove === "boolean" ? remove : list(remove),
  };
  const base = { repo: id, endpoint: connection.endpoint, revision, folder: root, ignored, rules };
  const journal = options.journal ?? journalPath(base);
  const known = journal === false ? new Map() : (await readJournal(journal)).hashes;
  const planned = files.map((file): PlannedFile => {
    const earlier = known.get(file.path);
    return earlier?.stamp === file.stamp ? { ...earlier, ...file } : file;
  });

  const commit = await resolveRevision(connection, id, revision).catch((error) => {
    if (isHubError(error, "repo-not-found")) return undefined;
    throw error;
  });
  const remote = commit === undefined ? [] : await listTree(connection, id, commit);
  const counter = stageCounter("hashing", onProgress);
  return {
    ...base,
    commit,
    ...(await compareWithRemote({ files: planned, ignored, rules }, remote, { signal, counter })),
  };
}

function list(patterns: string | readonly string[]): string[] {
  return typeof patterns === "string" ? [patterns] : [...patterns];
}

function nothing(folder: string): HubError {
  return new HubError("nothing-to-upload", `${folder} holds no file to upload`, {
    value: folder,
    remedy: "check the folder, its .gitignore and the patterns; to empty a repository, delete it",
  });
}

function noBranch(revision: string): HubError {
  return new HubError("invalid-revision", `${revision} is a commit, which nothing can be added to`, {
    value: revision,
    remedy: "name a branch, such as main",
  });
}
