import type { WorkerPool } from "@tiny-cats/core/node";
import type { PrepareOptions } from "./prepare-options.ts";

/** What the making of one model is given. */
export interface Making extends Omit<PrepareOptions, "pool" | "onProgress"> {
  pool: WorkerPool;
  /** The model's name in its manifest. */
  name: string;
  /** Below the repository: "" or "generator". */
  folder: string;
  /** Where the model comes from: a file or a folder. */
  source: string;
  /** Where the model's files are made. */
  out: string;
  onProgress(what: string, done: number, total: number): void;
}
