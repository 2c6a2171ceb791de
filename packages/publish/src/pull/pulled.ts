import type { Lineage } from "@tiny-cats/schema";
import type { PulledModel } from "./examine-models.ts";
import type { PulledFile } from "./hash-files.ts";
import type { PullDialect } from "./pull-dialects.ts";

/** The checkpoint that was made of a pulled model. */
export interface PulledCheckpoint extends PulledFile {
  /** On this machine. */
  file: string;
  architecture: string;
  dialect: PullDialect;
  /** Whether it was there already, made of the same commit. */
  reused: boolean;
}

/** What a pull brought. */
export interface Pulled {
  /** "owner/name". */
  repo: string;
  /** That was asked for. */
  revision: string;
  commit: string;
  /** With the repository's files. */
  folder: string;
  models: PulledModel[];
  files: PulledFile[];
  bytes: number;
  /** Bytes that came over the network. */
  fetched: number;
  /** Bytes of files that were there already. */
  reused: number;
  seconds: number;
  /** Requests that were sent again. */
  retries: number;
  checkpoint?: PulledCheckpoint;
  lineage: Lineage;
  /** Where the lineage was written; not for what is in the shared cache alone. */
  lineageFile?: string;
  /** What a reader should know. */
  notes: string[];
}
