import type { RepoId } from "../repo-id.ts";
import type { IgnoredFile, LocalFile } from "./local-file.ts";

/** A file with those of its hashes that were needed so far. */
export interface PlannedFile extends LocalFile {
  /** 64 hexadecimal digits. */
  sha256?: string;
  /** Git's id of the content, 40 hexadecimal digits. */
  gitSha1?: string;
}

/** A file of the repository that is to be deleted. */
export interface PlannedDeletion {
  path: string;
  bytes: number;
}

/** What an upload would do. It is plain data and holds no token. */
export interface UploadPlan {
  repo: RepoId;
  /** The Hub's address that the plan was made with, and holds for. */
  endpoint: string;
  /** The branch. */
  revision: string;
  /** The commit that was compared with, which the upload insists on; undefined where there is no such repository. */
  commit: string | undefined;
  /** The folder, without links. */
  folder: string;
  added: PlannedFile[];
  changed: PlannedFile[];
  unchanged: PlannedFile[];
  deleted: PlannedDeletion[];
  ignored: IgnoredFile[];
  /** Of the files added and changed. */
  bytes: number;
  /** What may be deleted, kept for when the repository has to be looked at again. */
  rules: { include?: string[]; exclude?: string[]; delete: boolean | string[] };
}
