import type { ModelCardInput } from "../build/model-card-input.ts";
import type { Finding } from "../validate/finding.ts";

/** What a model's folder gives for its card. */
export interface FolderCard {
  input: ModelCardInput;
  /** What in the folder is not as its manifests say, and reports that can't be read. */
  findings: Finding[];
}

/** How a folder is read. */
export interface FolderOptions {
  /** Where it is published, owner/name. */
  repo?: string;
  title?: string;
  /** Folders with further reports, as the system takes their paths: each one in or below them is read. */
  reports?: readonly string[];
  /** Names of the tensors in a weight file; without it no feature of a language model is claimed. */
  readTensorNames?: (path: string) => Promise<readonly string[]>;
  signal?: AbortSignal;
  /** Bytes hashed, of how many. */
  onProgress?: (progress: { bytes: number; total: number }) => void;
}
