import type { DownloadedFile } from "@tiny-cats/hub";
import { exactPattern } from "@tiny-cats/hub";

/** The record that pull writes beside what it brings; a repository's own is not taken for it. */
export const LINEAGE_FILE = "lineage.json";

/** Of a repository, everything. */
export const EVERYTHING: { exclude: string[] } = { exclude: [exactPattern(LINEAGE_FILE)] };

/** Files that came from a repository. */
export interface Fetched {
  /** That looks like the repository. */
  folder: string;
  commit: string;
  files: readonly DownloadedFile[];
  /** Whether they are all that the repository has. */
  whole: boolean;
  /** Bytes that came over the network. */
  fetched: number;
  /** Bytes of files that were there already. */
  reused: number;
  seconds: number;
  /** Requests that were sent again. */
  retries: number;
}
