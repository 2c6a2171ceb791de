import type { Batch } from "./batches.ts";
import type { WantedFile } from "./content.ts";
import type { Fetched, FetchOptions } from "./fetch-content.ts";

/** Fetches into a partial file, as `fetchContent` does. */
type Fetch = (fetched: Fetched, partial: string, options: FetchOptions) => Promise<void>;

export interface BringOptions {
  commit: string;
  verify: boolean;
  signal: AbortSignal;
  url(file: WantedFile): string;
  fetch: Fetch;
  onBytes(file: WantedFile, position: number, received: number): void;
  onDone(file: WantedFile): void;
}

/** A place that files are downloaded to. */
export interface Target {
  /** Where hidden files may stand for a moment. */
  aside: string;
  /** The files that name a revision's commit and hold a commit's listing. */
  ref(revision: string): string;
  tree(commit: string): string;
  /** The folder that looks like the repository at a commit. */
  folder(commit: string): string;
  /** Checks what only the place can tell, before anything is written. */
  check(paths: readonly string[]): Promise<void>;
  prepare(commit: string): Promise<void>;
  /** Whether a file is there, right as far as can be told without writing. */
  has(commit: string, file: WantedFile, options: { verify: boolean; signal?: AbortSignal }): Promise<boolean>;
  /** Puts files where they belong, each content fetched once at most. The contents are those of one batch: see `batches`. */
  bring(batch: Batch, options: BringOptions): Promise<void>;
  /** Runs an action while nobody may remove things from the place. */
  use<T>(action: () => Promise<T>, signal: AbortSignal | undefined): Promise<T>;
  /** Notes that a commit has no such file. */
  noteAbsence(commit: string, path: string): Promise<void>;
  /** Whether it is noted that a commit has no such file. */
  lacks(commit: string, path: string): Promise<boolean>;
  /** What is there of a commit whose listing is not kept; of one path alone where it is given. */
  listed(commit: string, only?: string): Promise<WantedFile[] | undefined>;
  /** Notes of a file that was there already which commit it is of. */
  note(commit: string, file: WantedFile): Promise<void>;
}
