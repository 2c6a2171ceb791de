import type { RepoId } from "../repo-id.ts";
import type { Connection } from "../request/connection.ts";
import type { Journal } from "./journal.ts";
import type { Speedometer } from "./speedometer.ts";
import type { StageCounter } from "./upload-progress.ts";

/** What the steps of one upload share. */
export interface UploadWork {
  connection: Connection;
  repo: RepoId;
  /** The branch or "refs/pr/1" that is committed to. */
  revision: string;
  journal: Journal;
  hashing: StageCounter;
  uploading: StageCounter;
  committing: StageCounter;
  speed: Speedometer;
  /** Runs a transfer of a file or part when there is room. */
  slot: <T>(work: () => Promise<T>) => Promise<T>;
  /** Objects that can be under way at once. */
  concurrency: number;
  /** Whether the engine's own fetch sends, which is done with a block when it asks for the next. */
  reuseBlocks: boolean;
  /** Counts up. */
  tally: { resent: number };
}
