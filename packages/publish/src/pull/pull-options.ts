import type { HubOptions } from "@tiny-cats/hub";
import type { ModelKind } from "../model-kind.ts";
import type { PullDialect } from "./pull-dialects.ts";

/** How far a pull is, in bytes. */
export interface PullProgress {
  stage: "downloading" | "checking" | "converting";
  done: number;
  total: number;
}

export interface PullOptions extends HubOptions {
  /** Folder for the repository's files, or for the checkpoint made of them. */
  dir?: string;
  /** The Hub's cache; see `defaultCache`. Needed for a checkpoint, and where there is no `dir`. */
  cache?: string;
  /** "folder" unless told. */
  as?: "folder" | "checkpoint";
  /** Of the checkpoint; the usual one of the model's architecture unless told. */
  dialect?: PullDialect;
  /** Kinds of models that are wanted: all that there are unless told. */
  only?: readonly ModelKind[];
  /** Sends no request: only what is there already counts. */
  offline?: boolean;
  onProgress?: (progress: PullProgress) => void;
}
